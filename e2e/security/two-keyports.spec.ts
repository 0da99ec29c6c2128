import { Keyport } from '../support/keyport';
import { overview, signInPage } from '../support/sign-in-page';
import { expect, test } from '../support/test';

const SET_UP = { organization: 'Northwind Media', name: 'Ada Byron', email: 'ada@example.com' };
const PASSWORD = 'a few words in a row, twice';

test('of two Keyports on one host, neither ends a session at the other', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  test.slow();
  const other = await Keyport.start();
  try {
    const stdin = `${PASSWORD}\n`;
    const { organization, name, email } = SET_UP;
    const account = ['--organization', organization, '--name', name, '--email', email, '--password-stdin'];
    expect(await other.admin(['create-account', ...account], stdin)).toMatchObject({ code: 0 });
    const page = await context.newPage();
    await page.goto(`${other.portalUrl}/sign-in`);
    const form = signInPage(page);
    await form.email.fill(email);
    await form.password.fill(PASSWORD);
    await form.signIn.click();
    await expect(overview(page)).toBeVisible();
    await portal.goto('/');
    await expect(overview(portal)).toBeVisible();
    await expect(portal.getByRole('button', { name: `${ada.name}, your menu` })).toBeVisible();
    await page.reload();
    await expect(overview(page)).toBeVisible();
    const names = (await context.cookies()).map((cookie) => cookie.name);
    expect(names).toEqual(expect.arrayContaining([keyport.sessionCookie, other.sessionCookie]));
  } finally {
    await other.remove();
  }
});
