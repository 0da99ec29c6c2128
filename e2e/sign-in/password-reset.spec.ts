import type { Page } from '@playwright/test';
import { linksIn, type Smtp } from '@/test/smtp';
import { accountPage } from '../support/account-page';
import { query } from '../support/database';
import { newPerson, type Person } from '../support/person';
import { overview, signInPage, trySignIn } from '../support/sign-in-page';
import { test as base, expect } from '../support/test';
import { forgetFailedTries } from '../support/throttle';
import { MINUTE } from '../support/times';
import { test } from '../support/with-mail';

test.beforeEach(({ keyport }) => forgetFailedTries(keyport));

const NEW = 'a lantern by the river';
const WORDS = /has an account here, a letter with a link is on its way/;

const resetPage = (page: Page) => ({
  email: page.getByLabel('Email', { exact: true }),
  send: page.getByRole('button', { name: 'Send link', exact: true }),
  sent: page.getByRole('status').filter({ hasText: WORDS }),
  newPassword: page.getByLabel('New password', { exact: true }),
  passcode: page.getByLabel('One-time passcode', { exact: true }),
  change: page.getByRole('button', { name: 'Change password', exact: true }),
  changed: page.getByText('Your password was changed.'),
  refusal: page.getByRole('main').getByRole('alert'),
});

async function ask(page: Page, email: string) {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  // Both screens have a field Email.
  await expect(page.getByRole('heading', { name: 'Reset password', level: 1 })).toBeVisible();
  const form = resetPage(page);
  await form.email.fill(email);
  await form.send.click();
  return form;
}

/** The link in the latest email, once it has arrived. */
async function linkTo(smtp: Smtp, { email }: Person, letters = 1): Promise<string> {
  await expect.poll(() => smtp.messagesTo(email).length).toBe(letters);
  const message = smtp.messagesTo(email).at(-1);
  return (message && linksIn(message).at(-1)) ?? '';
}

test('a forgotten password is replaced by the link in an email, once', async ({
  page,
  browser,
  keyport,
  smtp,
}) => {
  const grace = await newPerson('Grace Hopper');
  const elsewhere = await browser.newPage({ baseURL: keyport.portalUrl });
  await trySignIn(elsewhere, grace);
  await expect(overview(elsewhere)).toBeVisible();

  const form = await ask(page, ` ${grace.email.toUpperCase()} `);
  await expect(form.sent).toBeVisible();
  const link = await linkTo(smtp, grace);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.goto(link);
  await form.newPassword.fill('too short');
  await form.change.click();
  await expect(form.newPassword).toHaveAccessibleDescription(/at least 15 characters/);
  await form.newPassword.fill(NEW);
  await form.change.click();
  await expect(form.changed).toBeVisible();
  const token = link.split('#')[1] ?? 'none';
  expect(
    sent.map((url) => url.split('#')[0]).join('\n'),
    'in no address that leaves the browser',
  ).not.toContain(token);
  expect(keyport.logs()).not.toContain(token);

  await elsewhere.goto('/keys');
  await expect(signInPage(elsewhere).heading, 'every session has ended').toBeVisible();
  await elsewhere.close();
  await page.goto(link);
  await page.reload();
  await form.newPassword.fill('another lantern by the sea');
  await form.change.click();
  await expect(form.refusal).toContainText('This link is over');
  await expect(form.newPassword).toHaveValue('another lantern by the sea');
  await page.getByRole('link', { name: 'Ask for a new link' }).click();
  await expect(form.email).toBeVisible();

  const signIn = await trySignIn(page, grace);
  await expect(signIn.refusal).toHaveText('Email or password is wrong.');
  await trySignIn(page, { email: grace.email, password: NEW });
  await expect(overview(page)).toBeVisible();
});

test('an unknown address gets the same words, and no email', async ({ page, smtp, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  const before = smtp.received.length;
  const form = await ask(page, 'nobody@example.com');
  await expect(form.sent).toBeVisible();
  await ask(page, grace.email);
  await expect(form.sent).toBeVisible();
  await linkTo(smtp, grace);
  expect(smtp.received).toHaveLength(before + 1);
  const events = await query(
    keyport,
    `select subject_name from audit_event where action = 'password.ask-reset' and subject_name like 'nobody%'`,
  );
  expect(events).toEqual([]);
});

test('a link whose # arrived as %23 works, and one that lost its end is said to', async ({ page, smtp }) => {
  const grace = await newPerson('Grace Hopper');
  const form = await ask(page, grace.email);
  const link = await linkTo(smtp, grace);
  await page.goto(link.split('#')[0] ?? '');
  await expect(page.getByText('If a link brought you here, its end is missing')).toBeVisible();
  await page.goto(link.replace('#', '%23'));
  await form.newPassword.fill(NEW);
  await form.change.click();
  await expect(form.changed).toBeVisible();
});

test('a link is over after 30 minutes', async ({ page, smtp, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  const form = await ask(page, grace.email);
  await page.goto(await linkTo(smtp, grace));
  keyport.clock.advance(30 * MINUTE);
  await form.newPassword.fill(NEW);
  await form.change.click();
  await expect(form.refusal).toContainText('This link is over');
});

test('people with an authenticator are asked for its passcode too', async ({ page, smtp, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await grace.setUpAuthenticator();
  const form = await ask(page, grace.email);
  await page.goto(await linkTo(smtp, grace));
  await form.newPassword.fill(NEW);
  await form.change.click();
  await expect(form.passcode).toBeFocused();
  await form.passcode.fill('000000');
  await form.change.click();
  await expect(form.passcode).toHaveAccessibleDescription(/no longer current/);
  await form.passcode.fill(grace.freshPasscode(keyport.clock));
  await form.change.click();
  await expect(form.changed).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  const signIn = signInPage(page);
  await signIn.email.fill(grace.email);
  await signIn.password.fill(NEW);
  await signIn.signIn.click();
  await signIn.passcode.fill(grace.freshPasscode(keyport.clock));
  await signIn.verify.click();
  await expect(overview(page)).toBeVisible();
});

test('asking again and again brings a wait', async ({ page }) => {
  await newPerson('Grace Hopper');
  const form = resetPage(page);
  for (let times = 0; times < 5; times++) {
    await ask(page, 'nobody@example.com');
    await expect(form.sent).toBeVisible();
  }
  await ask(page, 'nobody@example.com');
  await expect(form.refusal).toContainText(/Try again in \d+ seconds/);
  await expect(form.email).toHaveValue('nobody@example.com');
});

test('a new address takes effect once its link is opened, and the old one is notified', async ({
  portal,
  smtp,
  ada,
}) => {
  await portal.goto('/account');
  const account = accountPage(portal);
  await account.button('Change email').click();
  await account.field('New email').fill(`new.${ada.email}`);
  await account.field('Password').fill(ada.password);
  await account.submit('Change email').click();
  await expect(account.dialog).toBeHidden();
  const waiting = portal.getByRole('region', { name: 'New email' });
  const moved = { ...ada, email: `new.${ada.email}` };
  await expect(waiting).toContainText(`${moved.email} waits for you`);
  const first = await linkTo(smtp, moved as Person);
  await waiting.getByRole('button', { name: 'Resend' }).click();
  const link = await linkTo(smtp, moved as Person, 2);
  await portal.goto(first);
  const confirm = portal.getByRole('button', { name: 'Confirm address' });
  await confirm.click();
  await expect(resetPage(portal).refusal).toContainText('This link is over');
  await portal.goto(link);
  await portal.reload();
  await confirm.click();
  await expect(portal.getByRole('status')).toContainText(`You sign in with ${moved.email} from now on.`);
  await portal.getByRole('link', { name: 'Go to Account' }).click();
  await expect(account.heading, 'this browser stays signed in').toBeVisible();
  await expect(waiting).toBeHidden();
  await expect
    .poll(() => smtp.messagesTo(ada.email).map(({ subject }) => subject))
    .toEqual(['Your Keyport address is about to change', 'Your Keyport address was changed']);
  expect(smtp.messagesTo(ada.email).at(-1)?.text).toContain(moved.email);
  await account.button('Change password').click();
  await account.field('Current password').fill(ada.password);
  await account.field('New password').fill(NEW);
  await account.submit('Change password').click();
  await expect
    .poll(() => smtp.messagesTo(moved.email).map(({ subject }) => subject))
    .toContain('Your Keyport password was changed');
});

base.describe('without a mail server', () => {
  base('the screen says whom to ask, and the command line prints a link', async ({ page, keyport }) => {
    // Each use of the command line starts a whole program.
    base.slow();
    const grace = await newPerson('Grace Hopper');
    await page.goto('/reset-password');
    await expect(page.getByText('This Keyport sends no mail.')).toBeVisible();
    const printed = await keyport.admin(['reset-link', '--email', grace.email]);
    const { link } = JSON.parse(printed.stdout);
    await page.goto(link);
    const form = resetPage(page);
    await form.newPassword.fill(NEW);
    await form.change.click();
    await expect(form.changed).toBeVisible();
    const refused = await keyport.admin(['reset-link', '--email', 'nobody@example.com']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('This address has no account.');
  });
});
