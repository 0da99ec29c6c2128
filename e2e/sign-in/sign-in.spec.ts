import { ZONE_COOKIE } from '@/components/ui/browser-time-zone';
import { query } from '../support/database';
import { newPerson } from '../support/person';
import { overview, signInPage, signOut, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { forgetFailedTries } from '../support/throttle';

test.beforeEach(({ keyport }) => forgetFailedTries(keyport));

test('a wrong password and an unknown address get the same words', async ({ page }) => {
  const grace = await newPerson('Grace Hopper');
  const form = await trySignIn(page, { email: grace.email, password: 'not the right password' });
  await expect(form.refusal).toBeVisible();
  const words = await form.refusal.textContent();
  expect(words).toBe('Email or password is wrong.');
  await expect(form.email).toHaveValue(grace.email);
  await trySignIn(page, { email: 'nobody@example.com', password: grace.password });
  await expect(form.refusal).toHaveText(words ?? '');
  await trySignIn(page, { email: 'not an address', password: grace.password });
  await expect(form.refusal).toHaveText(words ?? '');
});

test('without a provider there is a password to sign in with, and nothing else', async ({ page }) => {
  await newPerson('Grace Hopper');
  await page.goto('/sign-in');
  await expect(signInPage(page).signIn).toBeVisible();
  await expect(page.getByRole('button', { name: /company/ })).toBeHidden();
});

test('empty fields are reported beside them, before anything is sent', async ({ page }) => {
  const form = signInPage(page);
  await page.goto('/sign-in');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await form.signIn.click();
  await expect(form.email).toHaveAccessibleDescription('Enter your email address.');
  await expect(form.password).toHaveAccessibleDescription('Enter your password.');
  await expect(form.email).toBeFocused();
  expect(sent).toEqual([]);
});

test('people with an authenticator are asked for its passcode', async ({ page, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await grace.setUpAuthenticator();
  const form = await trySignIn(page, grace);
  await expect(form.passcode).toBeFocused();
  await expect(form.signIn).toBeHidden();
  const right = grace.freshPasscode(keyport.clock);
  await form.passcode.fill(String((Number(right) + 1) % 1_000_000).padStart(6, '0'));
  await form.verify.click();
  await expect(form.passcode).toHaveAccessibleDescription(/wrong or no longer current/);
  await form.passcode.fill(right);
  await form.verify.click();
  await expect(overview(page)).toBeVisible();
  await expect(
    page.getByRole('button', { name: `Organization: ${grace.actor.organization.name}` }),
  ).toBeVisible();
});

test('a recovery code lets in once, however it is typed', async ({ page }) => {
  const grace = await newPerson('Grace Hopper');
  await grace.setUpAuthenticator();
  const [first = '', second = ''] = grace.recoveryCodes;
  const enter = async (code: string) => {
    const form = await trySignIn(page, grace);
    await form.useRecoveryCode.click();
    await form.recoveryCode.fill(code);
    await form.verify.click();
    return form;
  };
  await enter(first);
  await expect(overview(page)).toBeVisible();
  await page.goto('/account');
  await expect(page.getByText('9 recovery codes left.')).toBeVisible();
  await signOut(page, grace);

  const form = await enter(first);
  await expect(form.recoveryCode).toHaveAccessibleDescription(/wrong, or was used already/);
  await form.recoveryCode.fill(` ${second.toUpperCase().replace('-', ' ')} `);
  await form.verify.click();
  await expect(overview(page)).toBeVisible();
});

test('signing in makes a new identifier, in a cookie that no script can read', async ({
  page,
  context,
  keyport,
}) => {
  const grace = await newPerson('Grace Hopper');
  await context.addCookies([{ name: keyport.sessionCookie, value: 'planted', url: keyport.portalUrl }]);
  const sessionCookie = async () =>
    (await context.cookies()).find(({ name }) => name === keyport.sessionCookie);
  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
  const first = await sessionCookie();
  expect(first?.value).not.toBe('planted');
  const secret = (await context.cookies()).filter(({ name }) => name !== ZONE_COOKIE);
  for (const cookie of secret) {
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  }
  const readable = await page.evaluate(() => document.cookie);
  for (const { name } of secret) expect(readable).not.toContain(name);

  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
  expect((await sessionCookie())?.value).not.toBe(first?.value);
  const sessions = await query(keyport, 'select id from session where user_id = $1', [grace.actor.userId]);
  expect(new Set(sessions.map(({ id }) => id)).size).toBe(2);
  for (const { id } of sessions) expect(first?.value, 'the cookie does not hold the row').not.toContain(id);
});

test('an operator without an organization comes to their own screens, and can sign out', async ({
  page,
  keyport,
}) => {
  const email = `operator.${Date.now()}@example.com`;
  const password = 'rain on a tin roof';
  const made = await keyport.admin(['create-operator', '--email', email, '--password-stdin'], password);
  expect(JSON.parse(made.stdout)).toEqual({ userId: expect.any(String) });
  await trySignIn(page, { email, password });
  const operator = page.getByRole('heading', { name: 'Operator', level: 1 });
  await expect(operator).toBeVisible();
  await page.goto('/keys');
  await expect(operator).toBeVisible();
  await signOut(page, { name: email.split('@')[0] ?? '' });
  await page.goto('/operator');
  await expect(signInPage(page).heading).toBeVisible();
});
