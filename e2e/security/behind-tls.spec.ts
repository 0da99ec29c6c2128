import { readFile } from 'node:fs/promises';
import { confirmDelete } from '../support/delete-dialog';
import { fillNewKey } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newPerson } from '../support/person';
import { closeReveal, readReveal } from '../support/reveal';
import { rollFromRow } from '../support/roll-dialog';
import { overview, signInPage, signOut, trySignIn } from '../support/sign-in-page';
import { inviteDialog, joinPage } from '../support/team';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

test.use({ tls: true });

const NAME = 'Token server';

test('a day of work over https, behind a proxy', async ({ page, context, browser, keyport }) => {
  test.slow();
  expect(keyport.portalUrl).toMatch(/^https:\/\/keys(-\d+)?\.keyport\.test$/);
  const ada = await newPerson('Ada Byron');
  await ada.setUpAuthenticator();

  await test.step('sign in', async () => {
    const form = await trySignIn(page, ada);
    await form.passcode.fill(ada.freshPasscode(keyport.clock));
    await form.verify.click();
    await expect(overview(page)).toBeVisible();
    const session = (await context.cookies()).find(({ name }) => name === '__Host-keyport.session');
    expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
    const { headers } = await page.request.get('/sign-in').then((answer) => ({ headers: answer.headers() }));
    expect(headers['strict-transport-security']).toContain('max-age=');
  });

  await test.step('add, roll and delete a key', async () => {
    const form = await fillNewKey(page, NAME);
    await form.add.click();
    const old = await readReveal(page, NAME);
    await closeReveal(page, NAME);
    expect(await verify(keyport, old)).toBe('VALID');
    await page.goto('/keys');
    const fresh = await rollFromRow(page, NAME, ada.freshPasscode(keyport.clock), 'Immediately');
    expect([await verify(keyport, old), await verify(keyport, fresh)]).toEqual(['ROLLED', 'VALID']);

    const exported = page.waitForEvent('download');
    await page.getByRole('main').getByRole('button', { name: 'Export', exact: true }).click();
    expect(await readFile(await (await exported).path(), 'utf8')).toContain(fresh.key);

    await keyRow(page, NAME).delete.click();
    await confirmDelete(page, NAME, fresh.key);
    expect(await verify(keyport, fresh)).toBe('NOT_FOUND');
  });

  await test.step('invite somebody, who joins', async () => {
    await page.goto('/team');
    const form = inviteDialog(page);
    await form.open.click();
    await form.email.fill(`nova.${process.pid}@example.com`);
    await form.send.click();
    const link = await form.link.inputValue();
    expect(link.startsWith(`${keyport.portalUrl}/invitations/`)).toBe(true);
    const guest = await (await browser.newContext()).newPage();
    await guest.goto(link);
    const joining = joinPage(guest, ada.actor.organization.name);
    await joining.name.fill('Nova Reyes');
    await joining.password.fill('quiet otters cross the bridge');
    await joining.join.click();
    await expect(overview(guest)).toBeVisible();
    await guest.context().close();
  });

  await test.step('sign out', async () => {
    await page.goto('/');
    await signOut(page, ada);
    await page.goto('/keys');
    await expect(signInPage(page).heading).toBeVisible();
  });
});
