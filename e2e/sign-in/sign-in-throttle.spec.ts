import type { Page } from '@playwright/test';
import { newPerson, type Person } from '../support/person';
import { overview, signInPage, signOut, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { forgetFailedTries } from '../support/throttle';
import { SECOND } from '../support/times';

test.beforeEach(({ keyport }) => forgetFailedTries(keyport));

const WAIT = /^Too many failed tries\. Try again in (\d+) seconds\.$/;

async function fail(page: Page, { email }: Person, times: number) {
  const form = signInPage(page);
  await page.goto('/sign-in');
  await form.email.fill(email);
  for (let tries = 0; tries < times; tries++) {
    await form.password.fill(`wrong guess number ${tries}`);
    const answered = page.waitForResponse((answer) => answer.url().includes('/callback/credentials'));
    await form.signIn.click();
    await answered;
    await expect(form.refusal).toHaveText('Email or password is wrong.');
  }
}

test('five failures cause a wait that is shown, and that ends on time', async ({ page, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await fail(page, grace, 5);
  const form = await trySignIn(page, grace);
  await expect(form.refusal).toHaveText(WAIT);
  const seconds = Number(WAIT.exec((await form.refusal.textContent()) ?? '')?.[1]);
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThanOrEqual(30);

  // Further attempts don't extend it.
  keyport.clock.advance((seconds - 10) * SECOND);
  await form.signIn.click();
  await expect(form.refusal).toHaveText(/in ([1-9]|10) seconds/);
  keyport.clock.advance(10 * SECOND);
  await form.signIn.click();
  await expect(overview(page)).toBeVisible();
});

test('the wait grows with each failure after it', async ({ page, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await fail(page, grace, 5);
  keyport.clock.advance(30 * SECOND);
  await fail(page, grace, 1);
  const form = await trySignIn(page, grace);
  await expect(form.refusal).toHaveText(WAIT);
  expect(Number(WAIT.exec((await form.refusal.textContent()) ?? '')?.[1])).toBeGreaterThan(40);
});

test('an unknown address is made to wait like a known one', async ({ page }) => {
  const nobody = { email: 'nobody@example.com', password: 'whatever it may be' };
  await fail(page, nobody as Person, 5);
  const form = await trySignIn(page, nobody);
  await expect(form.refusal).toHaveText(WAIT);
});

test('a browser that signed in before is not kept out by a stranger', async ({ page, browser, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
  await signOut(page, grace);

  const stranger = await browser.newPage({ baseURL: keyport.portalUrl });
  await fail(stranger, grace, 5);
  const form = await trySignIn(stranger, grace);
  await expect(form.refusal).toHaveText(WAIT);

  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
  await trySignIn(stranger, grace);
  await expect(form.refusal, 'her success does not free the stranger').toHaveText(WAIT);
  await stranger.close();
});

test('the known browser has tries of its own to use up', async ({ page }) => {
  const grace = await newPerson('Grace Hopper');
  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
  await signOut(page, grace);
  await fail(page, grace, 5);
  const form = await trySignIn(page, grace);
  await expect(form.refusal).toHaveText(WAIT);
});

test('somebody with the password cannot try passcodes endlessly, nor lock out the known browser', async ({
  page,
  browser,
  keyport,
}) => {
  const grace = await newPerson('Grace Hopper');
  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
  await signOut(page, grace);
  await grace.setUpAuthenticator();

  const thief = await browser.newPage({ baseURL: keyport.portalUrl });
  const form = await trySignIn(thief, grace);
  const right = grace.freshPasscode(keyport.clock);
  for (let tries = 1; tries <= 5; tries++) {
    await form.passcode.fill(String((Number(right) + tries) % 1_000_000).padStart(6, '0'));
    const answered = thief.waitForResponse((answer) => answer.url().includes('/callback/credentials'));
    await form.verify.click();
    await answered;
    await expect(form.passcode).toHaveAccessibleDescription(/wrong or no longer current/);
  }
  await form.passcode.fill(right);
  await form.verify.click();
  await expect(form.refusal).toHaveText(WAIT);

  const own = await trySignIn(page, grace);
  await own.passcode.fill(right);
  await own.verify.click();
  await expect(overview(page)).toBeVisible();
  await thief.close();
});
