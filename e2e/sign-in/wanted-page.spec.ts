import { newPerson } from '../support/person';
import { overview, signInPage } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { forgetFailedTries } from '../support/throttle';
import { HOUR } from '../support/times';

test.beforeEach(({ keyport }) => forgetFailedTries(keyport));

const WANTED = '/audit?outcome=failure&q=https%3A%2F%2Fexample.com';

test('signing in by password leads to the page that was asked for, its query included', async ({
  page,
  keyport,
}) => {
  const grace = await newPerson('Grace Hopper');
  const form = signInPage(page);
  await page.goto(WANTED);
  await form.email.fill(grace.email);
  await form.password.fill('not her password at all');
  await form.signIn.click();
  await expect(form.refusal).toBeVisible();
  await form.password.fill(grace.password);
  await form.signIn.click();
  await expect(page).toHaveURL(`${keyport.portalUrl}${WANTED}`);
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();
});

test('so it does with a passcode, and after an hour without use', async ({ page, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await grace.setUpAuthenticator();
  const form = signInPage(page);
  const enter = async () => {
    await form.email.fill(grace.email);
    await form.password.fill(grace.password);
    await form.signIn.click();
    await form.passcode.fill(grace.freshPasscode(keyport.clock));
    await form.verify.click();
  };
  await page.goto(WANTED);
  await enter();
  await expect(page).toHaveURL(`${keyport.portalUrl}${WANTED}`);

  keyport.clock.advance(HOUR);
  await page.getByRole('link', { name: 'API Keys', exact: true }).click();
  await enter();
  await expect(page).toHaveURL(`${keyport.portalUrl}/keys`);
  await expect(page.getByRole('heading', { name: 'API Keys', level: 1 })).toBeVisible();
});

for (const foreign of [
  '//evil.example',
  'https://evil.example',
  '/\\\\evil.example',
  '/%09/evil.example',
  'javascript:alert(1)',
]) {
  test(`${foreign} is no page of this portal: the start page instead`, async ({ page, keyport }) => {
    const grace = await newPerson('Grace Hopper');
    const form = signInPage(page);
    await page.goto(`/sign-in?to=${foreign}`);
    await form.email.fill(grace.email);
    await form.password.fill(grace.password);
    await form.signIn.click();
    await expect(overview(page)).toBeVisible();
    expect(new URL(page.url()).origin).toBe(keyport.portalUrl);
  });
}
