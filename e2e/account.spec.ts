import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from '@playwright/test';
import { accountPage } from './support/account-page';
import { query } from './support/database';
import type { Keyport } from './support/keyport';
import { newPerson, type Person } from './support/person';
import { signIn } from './support/sign-in';
import { overview, signInPage, trySignIn } from './support/sign-in-page';
import { expect, test } from './support/test';
import { forgetFailedTries } from './support/throttle';
import { MINUTE } from './support/times';

const NEW = 'a lantern by the river';

/** Ada in another browser, at work. */
async function anotherBrowser(browser: Browser, keyport: Keyport, ada: Person, userAgent?: string) {
  const context = await browser.newContext({
    baseURL: keyport.portalUrl,
    ...(userAgent ? { userAgent } : {}),
  });
  await signIn(context, keyport, ada, ada.seed && ada.freshPasscode(keyport.clock));
  const page = await context.newPage();
  await page.goto('/');
  await expect(overview(page)).toBeVisible();
  return page;
}

const readCodes = async (shown: Locator): Promise<string[]> =>
  (await shown.textContent())?.match(/[a-z2-9]{5}-[a-z2-9]{5}/g) ?? [];

const actions = async (keyport: Keyport, { actor }: Person) =>
  (
    await query<{ action: string; outcome: string }>(
      keyport,
      'select action, outcome from audit_event where actor_id = $1 and organization_id = $2 order by position',
      [actor.userId, actor.organization.id],
    )
  ).map(({ action, outcome }) => `${action} ${outcome}`);

test('changing the password asks for the old one, and signs every other browser out at once', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const other = await anotherBrowser(browser, keyport, ada);
  await portal.goto('/account');
  const account = accountPage(portal);
  await account.button('Change password').click();
  await account.submit('Change password').click();
  await expect(account.field('Current password')).toHaveAccessibleDescription('Enter your password.');
  await expect(account.field('New password')).toHaveAccessibleDescription(/Enter a new password\./);
  await account.field('Current password').fill('not my password');
  await account.field('New password').fill(NEW);
  await account.submit('Change password').click();
  await expect(account.field('Current password')).toHaveAccessibleDescription('That is not your password.');
  await expect(account.field('New password')).toHaveValue(NEW);
  await account.field('Current password').fill(ada.password);
  await account.field('New password').fill('too short');
  await account.submit('Change password').click();
  await expect(account.field('New password')).toHaveAccessibleDescription(/at least 15 characters/);
  await account.field('New password').fill(NEW);
  await account.submit('Change password').click();
  await expect(portal.getByText('One other browser was signed out.')).toBeVisible();
  await expect(account.dialog).toBeHidden();

  await other.goto('/keys');
  await expect(signInPage(other).heading).toBeVisible();
  await portal.reload();
  await expect(account.heading).toBeVisible();
  const form = await trySignIn(other, ada);
  await expect(form.refusal).toHaveText('Email or password is wrong.');
  await form.password.fill(NEW);
  await form.signIn.click();
  await expect(overview(other)).toBeVisible();
  await other.context().close();
  expect(await actions(keyport, ada)).toEqual(
    expect.arrayContaining(['password.change failure', 'password.change success']),
  );
});

test('sessions say which browser and since when; one is ended, then all of them', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0';
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
  const first = await anotherBrowser(browser, keyport, ada, windows);
  const second = await anotherBrowser(browser, keyport, ada, phone);
  const kept = await portal.context().storageState();
  await portal.goto('/account');
  const account = accountPage(portal);
  await expect(account.sessions).toHaveCount(3);
  await expect(account.sessions.filter({ hasText: 'This browser' })).toHaveCount(1);
  await expect(account.sessions.filter({ hasText: 'Firefox on Windows' })).toContainText('127.0.0.1');
  await portal.getByRole('button', { name: 'Sign out Firefox on Windows' }).click();
  await expect(account.sessions).toHaveCount(2);
  await first.goto('/keys');
  await expect(signInPage(first).heading).toBeVisible();
  await second.goto('/account');
  await expect(accountPage(second).sessions).toHaveCount(2);

  await account.button('Sign out everywhere').click();
  const question = portal.getByRole('alertdialog');
  await expect(question).toContainText('this one too');
  await question.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(signInPage(portal).heading).toBeVisible();
  await second.goto('/account');
  await expect(signInPage(second).heading).toBeVisible();
  const replay = await browser.newContext({ baseURL: keyport.portalUrl, storageState: kept });
  const thief = await replay.newPage();
  await thief.goto('/account');
  await expect(signInPage(thief).heading).toBeVisible();
  for (const page of [first, second, thief]) await page.context().close();
  expect(await actions(keyport, ada)).toEqual(
    expect.arrayContaining(['session.end success', 'session.end-all success']),
  );
});

test('name and address are changed; the address for a password only, and never to a taken one', async ({
  portal,
  keyport,
  ada,
}) => {
  const grace = await newPerson('Grace Hopper');
  await portal.goto('/account');
  const account = accountPage(portal);
  await account.button('Change name').click();
  await expect(account.field('Name')).toHaveValue('Ada Byron');
  await account.field('Name').fill('Ada Lovelace');
  await account.submit('Change name').click();
  await expect(portal.getByRole('button', { name: 'Ada Lovelace, your menu' })).toBeVisible();

  await account.button('Change email').click();
  await account.field('New email').fill(grace.email);
  await account.field('Password').fill('not my password');
  await account.submit('Change email').click();
  await expect(account.field('Password')).toHaveAccessibleDescription('That is not your password.');
  await account.field('Password').fill(ada.password);
  await account.submit('Change email').click();
  await expect(account.field('New email')).toHaveAccessibleDescription(/can not be used/);
  const email = ` Ada.Lovelace.${grace.email}`;
  await account.field('New email').fill(email);
  await account.submit('Change email').click();
  await expect(account.dialog).toBeHidden();
  await expect(portal.getByText(email.trim().toLowerCase()).first()).toBeVisible();
  await portal.context().clearCookies();
  await trySignIn(portal, { email, password: ada.password });
  await expect(overview(portal)).toBeVisible();
  expect(await actions(keyport, ada)).toEqual(
    expect.arrayContaining([
      'account.rename success',
      'account.change-address failure',
      'account.change-address success',
    ]),
  );
});

test('a wait after five wrong passwords holds for every step that asks for one', async ({
  portal,
  keyport,
  ada,
}) => {
  await portal.goto('/account');
  const account = accountPage(portal);
  await account.button('Change email').click();
  await account.field('New email').fill('someone@example.com');
  for (let tries = 0; tries < 5; tries++) {
    await account.field('Password').fill(`wrong guess number ${tries}`);
    const answered = portal.waitForResponse((answer) => answer.request().method() === 'POST');
    await account.submit('Change email').click();
    await answered;
    await expect(account.field('Password')).toHaveAccessibleDescription('That is not your password.');
  }
  await account.submit('Cancel').click();
  await account.button('Change password').click();
  await account.field('Current password').fill(ada.password);
  await account.field('New password').fill(NEW);
  await account.submit('Change password').click();
  await expect(account.dialog.getByRole('alert')).toContainText('Too many failed tries.');
  await expect(account.field('New password')).toHaveValue(NEW);
  keyport.clock.advance(MINUTE);
  await account.submit('Change password').click();
  await expect(account.dialog).toBeHidden();
});

test.describe('with an authenticator', () => {
  test.use({ withAuthenticator: true });

  test('a lost one is replaced with a recovery code, and brings new codes', async ({
    portal,
    keyport,
    browser,
    ada,
  }) => {
    const thief = await anotherBrowser(browser, keyport, ada);
    await portal.goto('/account');
    const account = accountPage(portal);
    await account.button('Replace').click();
    await account.field('Password').fill(ada.password);
    await account.field('One-time passcode').fill('000000');
    await account.submit('Continue').click();
    await expect(account.field('One-time passcode')).toHaveAccessibleDescription(/no longer current/);
    await account.submit('Use a recovery code').click();
    await account.field('Recovery code').fill(ada.recoveryCodes[0] ?? '');
    await account.submit('Continue').click();
    await expect(account.setupKey).toHaveValue(/^[A-Z2-7]{32}$/);
    const old = ada.seed;
    ada.seed = await account.setupKey.inputValue();
    expect(ada.seed).not.toBe(old);
    await account.passcode.fill(ada.freshPasscode(keyport.clock));
    await account.button('Turn on').click();
    await expect(account.codes).toHaveText(/^([a-z2-9]{5}-[a-z2-9]{5}\s*){10}$/);
    const codes = await readCodes(account.codes);
    expect(codes).toHaveLength(10);
    const [download] = await Promise.all([
      portal.waitForEvent('download'),
      account.button('Download codes').click(),
    ]);
    const kept = await readFile(await download.path(), 'utf8');
    for (const code of codes) expect(kept).toContain(code);
    await account.button('I have kept them').click();
    await expect(portal.getByText('10 recovery codes left.')).toBeVisible();
    await expect(account.codes).toBeHidden();

    await thief.goto('/keys');
    await expect(signInPage(thief).heading, 'another browser is signed out').toBeVisible();
    const form = await trySignIn(thief, ada);
    await form.passcode.fill(ada.freshPasscode(keyport.clock));
    await form.verify.click();
    await expect(overview(thief)).toBeVisible();
    await thief.context().close();
    expect(await actions(keyport, ada)).toEqual(
      expect.arrayContaining(['authenticator.replace failure', 'authenticator.replace success']),
    );
  });

  test('new recovery codes are shown once, for password and passcode', async ({ portal, keyport, ada }) => {
    await portal.goto('/account');
    const account = accountPage(portal);
    await account.button('Make new codes').click();
    await account.field('Password').fill(ada.password);
    await account.submit('Make new codes').click();
    await expect(account.field('One-time passcode')).toHaveAccessibleDescription(/no longer current/);
    await account.field('One-time passcode').fill(ada.freshPasscode(keyport.clock));
    await account.submit('Make new codes').click();
    await expect(account.codes).toBeVisible();
    const [code = ''] = await readCodes(account.codes);
    expect(ada.recoveryCodes).not.toContain(code);
    await portal.reload();
    await expect(account.codes).toBeHidden();
    await expect(portal.locator('body')).not.toContainText(code);

    await portal.context().clearCookies();
    await forgetFailedTries(keyport);
    const form = await trySignIn(portal, ada);
    await form.useRecoveryCode.click();
    await form.recoveryCode.fill(ada.recoveryCodes[0] ?? '');
    await form.verify.click();
    await expect(form.recoveryCode).toHaveAccessibleDescription(/wrong, or was used already/);
    await form.recoveryCode.fill(code);
    await form.verify.click();
    await expect(overview(portal)).toBeVisible();
  });

  test('it is turned off only where the password can stand alone', async ({ portal, keyport, ada }) => {
    await portal.goto('/account');
    const account = accountPage(portal);
    await account.button('Change password').click();
    await account.field('Current password').fill(ada.password);
    await account.field('New password').fill('tin roof');
    await account.field('One-time passcode').fill(ada.freshPasscode(keyport.clock));
    await account.submit('Change password').click();
    await expect(account.dialog).toBeHidden();
    await account.button('Turn off').click();
    await account.field('Password').fill('tin roof');
    await account.field('One-time passcode').fill(ada.freshPasscode(keyport.clock));
    await account.submit('Turn off').click();
    await expect(account.field('Password')).toHaveAccessibleDescription(/15 characters or more first/);
    await account.submit('Cancel').click();

    await account.button('Change password').click();
    await account.field('Current password').fill('tin roof');
    await account.field('New password').fill(NEW);
    await account.field('One-time passcode').fill(ada.freshPasscode(keyport.clock));
    await account.submit('Change password').click();
    await expect(account.dialog).toBeHidden();
    await account.button('Turn off').click();
    await account.field('Password').fill(NEW);
    await account.field('One-time passcode').fill(ada.freshPasscode(keyport.clock));
    await account.submit('Turn off').click();
    await expect(account.button('Set up authenticator')).toBeVisible();
    await expect(portal.getByText('recovery codes left')).toBeHidden();
    await portal.context().clearCookies();
    await trySignIn(portal, { email: ada.email, password: NEW });
    await expect(overview(portal)).toBeVisible();
  });
});
