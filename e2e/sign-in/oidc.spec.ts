import type { Page } from '@playwright/test';
import { type Oidc, type OidcClaims, startOidc } from '@/test/oidc-provider';
import { query } from '../support/database';
import { keyRow } from '../support/key-table';
import type { Keyport } from '../support/keyport';
import { newKey } from '../support/keys';
import { newPerson, type Person } from '../support/person';
import { rollDialog } from '../support/roll-dialog';
import { overview, signInPage, signOut, trySignIn } from '../support/sign-in-page';
import { test as base, expect } from '../support/test';
import { HOUR } from '../support/times';

/** Keyport with a real OpenID Connect provider. */
const test = base.extend<object, { oidc: Oidc }>({
  oidc: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs.
    async ({}, use) => {
      const oidc = await startOidc();
      await use(oidc);
      await oidc.stop();
    },
    { scope: 'worker' },
  ],
  settings: [async ({ oidc }, use) => use(oidc.settings), { scope: 'worker' }],
});

test.beforeEach(({ oidc, keyport }) => {
  oidc.answer(true);
  oidc.people.clear();
  oidc.serve(keyport.portalUrl);
});

const company = (page: Page) => page.getByRole('button', { name: "Sign in with your company's account" });

/** From the sign-in page to the provider's, signing in there as `login`. */
async function enterAs(page: Page, login: string) {
  await page.goto('/sign-in');
  await company(page).click();
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** A Keyport user that the provider knows as `login`. */
async function newColleague(oidc: Oidc, login: string, more: OidcClaims = {}): Promise<Person> {
  const person = await newPerson('Grace Hopper');
  oidc.people.set(login, { email: person.email, email_verified: true, ...more });
  return person;
}

async function expectRefusal(page: Page, keyport: Keyport, words: string | RegExp) {
  const { refusal, heading } = signInPage(page);
  await expect(refusal).toContainText(words);
  await expect(heading).toBeVisible();
  expect(page.url().startsWith(`${keyport.portalUrl}/sign-in`)).toBe(true);
  await page.goto('/keys');
  await expect(heading, 'nobody is signed in').toBeVisible();
}

const FAILED = /could not sign you in/;

const identitiesOf = (keyport: Keyport, { actor }: Person) =>
  query(keyport, 'select issuer, subject from external_identity where user_id = $1', [actor.userId]);

test("somebody is recognized by their address the first time, and by the provider's subject from then on", async ({
  page,
  browser,
  oidc,
  keyport,
}) => {
  const grace = await newColleague(oidc, 'grace');
  await enterAs(page, 'grace');
  await expect(overview(page)).toBeVisible();
  await expect(page.getByRole('button', { name: `${grace.name}, your menu` })).toBeVisible();
  expect(await identitiesOf(keyport, grace)).toEqual([{ issuer: oidc.issuer, subject: 'grace' }]);
  await signOut(page, grace);
  await page.goto('/keys');
  await expect(signInPage(page).heading).toBeVisible();

  oidc.people.set('grace', { email: 'grace.murray@example.com', email_verified: false });
  const elsewhere = await browser.newPage({ baseURL: keyport.portalUrl });
  await enterAs(elsewhere, 'grace');
  await expect(overview(elsewhere)).toBeVisible();
  await elsewhere.close();
  const events = await query(
    keyport,
    'select action, outcome from audit_event where actor_id = $1 and organization_id = $2 order by position',
    [grace.actor.userId, grace.actor.organization.id],
  );
  expect(events.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'identity.link success',
    'session.start success',
    'session.end success',
    'session.start success',
  ]);
});

test('the way through the provider leads to the page that was asked for, also when the first time failed', async ({
  page,
  oidc,
  keyport,
}) => {
  await newColleague(oidc, 'wanting');
  await page.goto('/audit?outcome=failure');
  await company(page).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(signInPage(page).refusal).toContainText(FAILED);
  await company(page).click();
  await page.getByPlaceholder('Enter any login').fill('wanting');
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveURL(`${keyport.portalUrl}/audit?outcome=failure`);
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();
});

test("the provider's word is enough to come in, not to roll a key", async ({ page, oidc, keyport }) => {
  const grace = await newColleague(oidc, 'roller');
  await grace.setUpAuthenticator();
  await newKey(grace, { name: 'Token server' });
  await enterAs(page, 'roller');
  await expect(overview(page)).toBeVisible();
  await page.goto('/keys');
  await keyRow(page, 'Token server').roll.click();
  const dialog = rollDialog(page);
  await dialog.passcode.fill('000000');
  await dialog.roll.click();
  await expect(dialog.passcode).toHaveAccessibleDescription(/no longer current/);
  expect(keyport.logs()).not.toContain(oidc.settings.OIDC_CLIENT_SECRET);
});

test('nobody gets an account out of the blue', async ({ page, oidc, keyport }) => {
  await newPerson('Grace Hopper');
  oidc.people.set('stranger', { email: 'stranger@example.com', email_verified: true });
  await enterAs(page, 'stranger');
  await expectRefusal(page, keyport, 'No account has this address. Ask for an invitation.');
  const found = await query(keyport, `select id from user_account where email = 'stranger@example.com'`);
  expect(found).toEqual([]);
  const events = await query(
    keyport,
    `select outcome, details->>'code' as code from audit_event where subject_name = 'stranger@example.com'`,
  );
  expect(events).toEqual([{ outcome: 'failure', code: 'NO_ACCOUNT' }]);
});

for (const [what, claims] of [
  ['an address that is not proved', { email_verified: false }],
  ['an address of which nobody says whether it is proved', { email_verified: undefined }],
  ['no address', { email: undefined }],
] as const) {
  test(`with ${what} nobody is taken for its owner`, async ({ page, oidc, keyport }) => {
    const grace = await newColleague(oidc, 'mallory', claims as OidcClaims);
    await enterAs(page, 'mallory');
    await expectRefusal(page, keyport, 'has not proved your email address');
    expect(await identitiesOf(keyport, grace)).toEqual([]);
  });
}

test('an address that somebody new was given does not open what its former owner has here', async ({
  page,
  browser,
  oidc,
  keyport,
}) => {
  const grace = await newColleague(oidc, 'former');
  await enterAs(page, 'former');
  await expect(overview(page)).toBeVisible();
  oidc.people.set('successor', { email: grace.email, email_verified: true });
  const other = await browser.newPage({ baseURL: keyport.portalUrl });
  await enterAs(other, 'successor');
  await expectRefusal(other, keyport, 'belongs to somebody else at your company');
  await other.close();
});

for (const name of ['state', 'nonce', 'code_challenge']) {
  test(`a ${name} that was tampered with lets nobody in`, async ({ page, oidc, keyport }) => {
    const grace = await newColleague(oidc, `grace-${name}`);
    await page.route(`${oidc.issuer}/auth?*`, (route) => {
      const url = new URL(route.request().url());
      expect(url.searchParams.get(name)).toMatch(/^.{40,}$/);
      url.searchParams.set(name, 'A'.repeat(43));
      return route.continue({ url: url.href });
    });
    await enterAs(page, `grace-${name}`);
    await expectRefusal(page, keyport, FAILED);
    expect(await identitiesOf(keyport, grace)).toEqual([]);
  });
}

test('the way back works once, and in the browser that set out', async ({ page, browser, oidc, keyport }) => {
  await newColleague(oidc, 'carol');
  let back = '';
  page.on('request', (request) => {
    if (request.url().includes('/callback/oidc')) back = request.url();
  });
  await enterAs(page, 'carol');
  await expect(overview(page)).toBeVisible();
  const other = await browser.newPage({ baseURL: keyport.portalUrl });
  await other.goto(back);
  await expectRefusal(other, keyport, FAILED);
  await other.close();
  await page.context().clearCookies({ name: keyport.sessionCookie });
  await page.goto(back);
  await expectRefusal(page, keyport, FAILED);
});

test('what a provider says of a refusal is on no page and in no address', async ({ page, oidc, keyport }) => {
  await newColleague(oidc, 'dave');
  const text = 'Call +1 555 0100 to unlock your account';
  const query = new URLSearchParams({ error: text, error_description: text });
  await page.goto(`/api/auth/callback/oidc?${query}`);
  await expect(signInPage(page).refusal).toContainText(FAILED);
  expect(decodeURIComponent(page.url())).not.toContain('unlock');
  await expect(page.locator('body')).not.toContainText('unlock');
  await page.goto(`/sign-in?error=${encodeURIComponent(text)}`);
  await expect(signInPage(page).refusal).toContainText(FAILED);
  await expect(page.locator('body')).not.toContainText('unlock');

  await page.goto('/sign-in');
  await company(page).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expectRefusal(page, keyport, FAILED);
});

for (const [what, faults, cause, words] of [
  [
    'signs with another algorithm',
    { algorithm: 'ES256' },
    'ALGORITHM',
    'signs ID tokens with ES256, and RS256 is expected',
  ],
  [
    'knows another client secret',
    { clientSecret: 'a secret that Keyport was not told' },
    'CLIENT',
    'OIDC_CLIENT_SECRET is wrong',
  ],
] as const) {
  test(`a provider that ${what} is named in the log, and to the person by a reference`, async ({
    page,
    oidc,
    keyport,
  }) => {
    await newColleague(oidc, `grace-${cause}`);
    oidc.serve(keyport.portalUrl, faults);
    await enterAs(page, `grace-${cause}`);
    await expectRefusal(page, keyport, `tell whoever runs Keyport this reference: ${cause}`);
    const lines = keyport
      .logs()
      .split('\n')
      .filter((line) => line.includes(`"cause":"${cause}"`));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(words);
    expect(keyport.logs()).not.toContain(oidc.settings.OIDC_CLIENT_SECRET);
  });
}

test('email_verified as text proves nothing, and the log says why', async ({ page, oidc, keyport }) => {
  const grace = await newColleague(oidc, 'texter', { email_verified: 'true' });
  await enterAs(page, 'texter');
  await expectRefusal(page, keyport, 'has not proved your email address');
  expect(await identitiesOf(keyport, grace)).toEqual([]);
  expect(keyport.logs()).toContain('sends email_verified as something other than a JSON boolean');
});

test('a provider that is down is reported, and passwords still work', async ({ page, oidc, keyport }) => {
  const grace = await newColleague(oidc, 'eve');
  oidc.answer(false);
  await page.goto('/sign-in');
  await company(page).click();
  await expectRefusal(page, keyport, 'can not be reached');
  await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();
});

// Last, since the provider's clock stays behind, and Keyport's time never runs backwards.
test('clocks that differ are named', async ({ page, oidc, keyport }) => {
  await newColleague(oidc, 'late');
  await page.goto('/sign-in');
  keyport.clock.advance(2 * HOUR);
  await enterAs(page, 'late');
  await expectRefusal(page, keyport, 'this reference: CLOCK');
  expect(keyport.logs()).toContain('the clocks of this machine and of the provider differ');
});
