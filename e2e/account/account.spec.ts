import type { Browser } from '@playwright/test';
import { accountPage } from '../support/account-page';
import { query } from '../support/database';
import type { Keyport } from '../support/keyport';
import { newPerson, type Person } from '../support/person';
import { signIn } from '../support/sign-in';
import { overview, signInPage, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { MINUTE } from '../support/times';

const NEW = 'a lantern by the river';

/** Ada in another browser. */
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

const actions = async (keyport: Keyport, { actor }: Person) =>
  (
    await query<{ action: string; outcome: string }>(
      keyport,
      'select action, outcome from audit_event where actor_id = $1 and organization_id = $2 order by position',
      [actor.userId, actor.organization.id],
    )
  ).map(({ action, outcome }) => `${action} ${outcome}`);

test('changing the password requires the old one, and signs out every other browser immediately', async ({
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
