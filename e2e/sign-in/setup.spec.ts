import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { Keyport } from '../support/keyport';
import { overview, signInPage, trySignIn } from '../support/sign-in-page';
import { test as base, expect } from '../support/test';
import { HOUR } from '../support/times';

/** A Keyport on an empty database for each test: there is only one first account. */
const test = base.extend<{ empty: Keyport }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs.
  empty: async ({}, use) => {
    const empty = await Keyport.start();
    await use(empty);
    await empty.remove();
  },
  baseURL: async ({ empty }, use) => use(empty.portalUrl),
});

// Each starts a Keyport and several programs.
test.slow();

const PASSWORD = 'rain on a tin roof';

const newLink = async (empty: Keyport) => (await empty.run('e2e/support/issue-setup-link.ts')).stdout;
const accounts = async (empty: Keyport) => (await query(empty, 'select email from user_account')).length;

const setUpPage = (page: Page) => ({
  heading: page.getByRole('heading', { name: 'Set up Keyport', level: 1 }),
  organization: page.getByLabel('Organization', { exact: true }),
  name: page.getByLabel('Name', { exact: true }),
  email: page.getByLabel('Email', { exact: true }),
  password: page.getByLabel('Password', { exact: true }),
  setUp: page.getByRole('button', { name: 'Set up', exact: true }),
  refusal: page.getByRole('main').getByRole('alert'),
});

async function fillIn(page: Page) {
  const form = setUpPage(page);
  await form.organization.fill('Northwind Media');
  await form.name.fill('Grace Hopper');
  await form.email.fill('grace@example.com');
  await form.password.fill(PASSWORD);
  return form;
}

test('without a link, with a wrong one or with one over an hour old, nobody sets Keyport up', async ({
  page,
  empty,
}) => {
  await page.goto('/sign-in');
  await expect(page.getByText('Keyport has no account yet.')).toBeVisible();
  await expect(signInPage(page).signIn).toBeHidden();
  await page.goto('/setup');
  await expect(page.getByText('Open the set-up link')).toBeVisible();
  await expect(setUpPage(page).setUp).toBeHidden();

  const link = await newLink(empty);
  await page.goto(`/setup#${'A'.repeat(32)}`);
  const form = await fillIn(page);
  await form.setUp.click();
  await expect(form.refusal).toContainText('This set-up link is over.');

  await page.goto(link);
  empty.clock.advance(HOUR);
  await form.setUp.click();
  await expect(form.refusal).toContainText('This set-up link is over.');
  await expect(form.organization).toHaveValue('Northwind Media');
  await expect(form.password).toHaveValue(PASSWORD);
  expect(await accounts(empty)).toBe(0);

  const newer = await newLink(empty);
  await page.goto(await newLink(empty));
  expect(newer, 'each start makes another link').not.toBe(page.url());
  await form.setUp.click();
  await expect(overview(page)).toBeVisible();
});

test('the link sets up Keyport once, with each mistake reported beside its field', async ({
  page,
  browser,
  empty,
}) => {
  const link = await newLink(empty);
  await page.goto(link);
  const form = setUpPage(page);
  await form.setUp.click();
  await expect(form.organization).toHaveAccessibleDescription(/Enter a name for the organization\./);
  await expect(form.name).toHaveAccessibleDescription(/Enter your name\./);
  await expect(form.email).toHaveAccessibleDescription(/Enter an email address/);
  await expect(form.password).toHaveAccessibleDescription(/Enter a password\./);
  await expect(form.organization).toBeFocused();

  await fillIn(page);
  for (const [weak, reason] of [
    ['fourteen chars', /at least 15 characters/],
    ['12345678987654321', /attackers try first/],
    ['Qwerty123456789', /attackers try first/],
    ['grace@example.com', /attackers try first/],
    ['aaaaaaaaabbbbbbb', /more than three different characters/],
    ['x'.repeat(257), /at most 256 characters/],
  ] as const) {
    await form.password.fill(weak);
    await form.setUp.click();
    await expect(form.password, weak).toHaveAccessibleDescription(reason);
    await expect(form.email).toHaveValue('grace@example.com');
  }
  expect(await accounts(empty)).toBe(0);
  await form.password.fill(PASSWORD);
  const sent = page.waitForRequest((request) => 'next-action' in request.headers());
  await form.setUp.click();
  await expect(overview(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Organization: Northwind Media' })).toBeVisible();

  await page.goto(link);
  await expect(setUpPage(page).heading).toBeHidden();
  await expect(signInPage(page).heading).toBeVisible();
  const again = await sent;
  const replayed = await page.request.post(again.url(), {
    headers: await again.allHeaders(),
    data: again.postDataBuffer() ?? '',
  });
  expect(await replayed.text()).toContain('SETUP_CLOSED');
  expect(await accounts(empty)).toBe(1);

  const elsewhere = await browser.newPage({ baseURL: empty.portalUrl });
  await elsewhere.goto(link);
  await expect(signInPage(elsewhere).heading).toBeVisible();
  await trySignIn(elsewhere, { email: 'Grace@Example.com', password: PASSWORD });
  await expect(overview(elsewhere)).toBeVisible();
  await elsewhere.close();
});

test('an account made on the command line ends the link too', async ({ page, empty }) => {
  await page.goto(await newLink(empty));
  const form = await fillIn(page);
  const made = await empty.admin(
    ['create-account', '--organization', 'Acme', '--email', 'ada@example.com', '--password-stdin'],
    PASSWORD,
  );
  expect(JSON.parse(made.stdout)).toEqual({ organizationId: expect.any(String), userId: expect.any(String) });
  await form.setUp.click();
  await expect(form.refusal).toContainText('Keyport is set up already.');
  expect(await accounts(empty)).toBe(1);
  expect(await newLink(empty), 'there is no link any more').toBe('null');
  await page.reload();
  await expect(signInPage(page).heading).toBeVisible();
  await trySignIn(page, { email: 'ada@example.com', password: PASSWORD });
  await expect(overview(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Organization: Acme' })).toBeVisible();
});
