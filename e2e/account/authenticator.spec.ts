import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from '@playwright/test';
import { accountPage } from '../support/account-page';
import { query } from '../support/database';
import type { Keyport } from '../support/keyport';
import type { Person } from '../support/person';
import { signIn } from '../support/sign-in';
import { overview, signInPage, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { forgetFailedTries } from '../support/throttle';

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
