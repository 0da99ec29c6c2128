import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { freePort } from '@/scripts/postgres/free-port';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { fillNewKey, keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { closeReveal, readReveal } from '../support/reveal';
import { sideMenu } from '../support/side-menu';
import { browserOf, newColleague } from '../support/team';
import { expect, test } from '../support/test';
import {
  addEndpoint,
  chooseForEndpoint,
  endpointForm,
  signingSecret,
  takeSigningSecret,
} from '../support/webhooks';

test.use({ settings: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' } });

let receiver: WebhookReceiver;
test.beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
test.afterEach(() => receiver.stop());

const deliveries = (page: Page) => page.getByRole('table', { name: 'Deliveries' });
const delivery = (page: Page, text: string) => deliveries(page).getByRole('row').filter({ hasText: text });
const endpointRow = (page: Page) =>
  page.getByRole('table', { name: 'Endpoints' }).getByRole('row').filter({ hasText: receiver.url });
const toast = (page: Page) => page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');

/** In both themes: each has colors of its own. */
async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
}

/** Waits for what the portal sends by itself, then shows the endpoint as it is now. */
async function untilReceived(page: Page, count: number): Promise<void> {
  await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(count);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^[12] attempts?$/).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

test('an Admin adds an endpoint, and is told of a new key by a signed event', async ({
  portal,
  context,
  ada: _,
}) => {
  test.slow();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await portal.goto('/webhooks');
  await expect(portal.getByText('No endpoints yet.')).toBeVisible();
  await expectNoViolations(portal);
  await portal.getByRole('link', { name: 'Add endpoint' }).click();
  const form = endpointForm(portal);
  for (const name of ['Created', 'Edited', 'Rolled', 'Disabled', 'Enabled', 'Revoked', 'Deleted']) {
    await expect(form.event(name)).toBeChecked();
  }
  await form.url.fill(receiver.url);
  await form.add.click();
  const reveal = signingSecret(portal);
  await reveal.copy.click();
  const copied = await portal.evaluate(() => navigator.clipboard.readText());
  await expectNoViolations(portal);
  await portal.evaluate(() => window.history.back());
  await expect(portal.getByRole('alertdialog', { name: 'Close this page?' })).toBeVisible();
  await portal.keyboard.press('Escape');
  const secret = await takeSigningSecret(portal);
  expect(copied).toBe(secret);
  await expect(portal.getByText('No deliveries yet.')).toBeVisible();
  const address = portal.url();

  await fillNewKey(portal, 'Token server');
  await keyForm(portal).add.click();
  const key = await readReveal(portal, 'Token server');
  await closeReveal(portal, 'Token server');
  await expect.poll(() => receiver.received.length).toBe(1);
  const [event] = receiver.received;
  expect(event && WebhookReceiver.verify(event, secret)).toMatchObject({
    type: 'key.created',
    data: { key: key.key, name: 'Token server', actor: { name: 'Ada Byron', key: null } },
  });
  expect(event?.body).not.toContain(key.secret);

  await portal.goto(address);
  const row = delivery(portal, 'Token server');
  await expect(async () => {
    await portal.reload();
    await expect(row).toContainText(/key\.created.*Delivered.*200 in \d+ ms.*1 attempt/, { timeout: 1_000 });
  }).toPass();
  await row.getByRole('button', { name: 'key.created' }).click();
  const shown = portal.getByRole('dialog', { name: 'key.created' });
  await expect(shown).toContainText(event?.id ?? '');
  await expect(shown).toContainText('"name": "Token server"');
  await expectNoViolations(portal);
  await shown.getByRole('button', { name: 'Close' }).click();
  await expect(shown).toBeHidden();
  await expectNoViolations(portal);

  await portal.goto('/webhooks');
  await expect(endpointRow(portal)).toContainText(/Enabled.*All.*None/);
  await expectNoViolations(portal);
  await portal.goto('/audit');
  await portal.getByRole('button', { name: 'Added webhook endpoint' }).click();
  await portal.getByRole('dialog').getByRole('link', { name: receiver.url }).click();
  await expect(portal).toHaveURL(address);
});

test('what fails waits, and is sent again by hand', async ({ portal, ada }) => {
  test.slow();
  await addEndpoint(portal, receiver.url);
  receiver.status = 500;
  await newKey(ada, { name: 'First' });
  await untilReceived(portal, 1);
  await newKey(ada, { name: 'Second' });
  await portal.reload();
  await expect(portal.getByText('Every attempt has failed since')).toBeVisible();
  await expect(delivery(portal, 'First')).toContainText(/Waiting(next attempt in .*|queued)500 in \d+ ms/);
  await expect(delivery(portal, 'Second')).toContainText('No attempt yet');
  await expectNoViolations(portal);
  await delivery(portal, 'First').getByRole('button', { name: 'Resend' }).click();
  await expect(toast(portal).filter({ hasText: /key\.created failed: 500 in \d+ ms/ })).toBeVisible();
  await expect(delivery(portal, 'First')).toContainText(/Waiting.*[2-9] attempts/);

  receiver.status = 200;
  await delivery(portal, 'First').getByRole('button', { name: 'Resend' }).click();
  await expect(toast(portal).filter({ hasText: /key\.created delivered: 200 in \d+ ms/ })).toBeVisible();
  await expect(delivery(portal, 'First')).toContainText('Delivered');
  await expect.poll(() => receiver.told.at(-1)).toBe('key.created Second');
  await expect(async () => {
    await portal.getByRole('button', { name: 'Refresh' }).click();
    await expect(delivery(portal, 'Second')).toContainText('Delivered', { timeout: 1_000 });
  }).toPass();
  await expect(portal.getByText('Every attempt has failed since')).toBeHidden();

  await portal.getByRole('button', { name: 'Send test event' }).click();
  await expect(toast(portal).filter({ hasText: /Test event delivered: 200 in \d+ ms/ })).toBeVisible();
  await expect(delivery(portal, 'webhook.test')).toContainText('Delivered');

  await portal.getByRole('main').getByRole('button', { name: 'Status' }).click();
  await portal.getByRole('dialog', { name: 'Status' }).getByRole('checkbox', { name: 'Waiting' }).check();
  await expect(portal.getByText('No deliveries match.')).toBeVisible();
  await expect(portal).toHaveURL(/status=waiting/);
});

test('a URL that events must not be sent to is refused beside its field', async ({ portal, ada: _ }) => {
  await portal.goto('/webhooks/new');
  const form = endpointForm(portal);
  for (const [address, reason] of [
    ['', 'Enter the URL'],
    ['example.com', 'begins with https://'],
    ['https://10.0.0.1/', 'only sent to public addresses'],
    ['http://10.0.0.1/', 'only sent to public addresses'],
    ['https://user:password@example.com/', 'Remove the user name and password'],
    ['https://nowhere.invalid/', "can't be found"],
  ] as const) {
    await form.url.fill(address);
    await form.add.click();
    await expect(form.url).toHaveAccessibleDescription(new RegExp(reason));
    await expect(form.url).toHaveValue(address);
  }
  await expectNoViolations(portal);
  await form.event('Created').uncheck();
  await sideMenu(portal).getByRole('link', { name: 'Team' }).click();
  await expect(portal.getByRole('alertdialog', { name: 'Leave without saving?' })).toBeVisible();
});

test('an endpoint is edited, disabled, enabled and deleted, and its secret rolled', async ({
  portal,
  ada,
}) => {
  const secret = await addEndpoint(portal, receiver.url);
  await portal.getByRole('link', { name: 'Edit', exact: true }).click();
  const form = endpointForm(portal);
  await expect(form.url).toHaveValue(receiver.url);
  await form.description.fill('Billing');
  await form.event('Created').uncheck();
  await form.save.click();
  await expect(portal.getByText('Endpoint saved.')).toBeVisible();
  await expect(portal.getByRole('main')).toContainText('Billing');
  await expect(portal.getByRole('main')).not.toContainText('key.created');

  await chooseForEndpoint(portal, 'Roll signing secret');
  const question = portal.getByRole('alertdialog');
  await expect(question).toContainText('24 hours');
  await expectNoViolations(portal);
  await question.getByRole('button', { name: 'Roll signing secret' }).click();
  const rolled = await takeSigningSecret(portal);
  await expect(portal.getByText('The old one also signs until')).toBeVisible();
  await portal.getByRole('button', { name: 'Send test event' }).click();
  await expect.poll(() => receiver.received.length).toBe(1);
  const [event] = receiver.received;
  for (const each of [secret, rolled]) expect(event && WebhookReceiver.verify(event, each)).toBeTruthy();

  await portal.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(portal.getByText('This endpoint is disabled.')).toBeVisible();
  await expectNoViolations(portal);
  await portal.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(portal.getByText('This endpoint is disabled.')).toBeHidden();
  await chooseForEndpoint(portal, 'Delete endpoint');
  await question.getByRole('button', { name: 'Delete endpoint' }).click();
  await expect(portal.getByText('No endpoints yet.')).toBeVisible();
  await newKey(ada);
  expect(receiver.received).toHaveLength(1);
});

test('only Admins see webhooks', async ({ portal, browser, keyport, ada }) => {
  await addEndpoint(portal, receiver.url);
  const path = new URL(portal.url()).pathname;
  await expect(sideMenu(portal).getByRole('link', { name: 'Webhooks' })).toBeVisible();
  for (const role of ['viewer', 'operations'] as const) {
    const { context, page } = await browserOf(browser, keyport, await newColleague(ada, 'Otto Berg', role));
    for (const address of ['/webhooks', '/webhooks/new']) {
      await page.goto(address);
      await expect(page.getByText('Webhooks are for Admins.')).toBeVisible();
      await expect(sideMenu(page).getByRole('link', { name: 'API Keys' })).toBeVisible();
      await expect(sideMenu(page).getByRole('link', { name: 'Webhooks' })).toHaveCount(0);
      expect(await page.content()).not.toContain(receiver.url);
    }
    for (const address of [path, `${path}/edit`]) {
      expect((await page.goto(address))?.status(), address).toBe(404);
    }
    await context.close();
  }
});

test('the screens fit a phone', async ({ portal, ada }) => {
  await addEndpoint(portal, receiver.url);
  await newKey(ada, { name: 'A name that is long enough to need more than one line on a phone' });
  await untilReceived(portal, 1);
  await portal.setViewportSize({ width: 390, height: 844 });
  const path = new URL(portal.url()).pathname;
  for (const address of ['/webhooks', '/webhooks/new', path, `${path}/edit`]) {
    await portal.goto(address);
    await expect(portal.getByRole('heading', { level: 1 })).toBeVisible();
    const wider = await portal.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, address).toBeLessThanOrEqual(0);
  }
  await portal.goto(path);
  const again = portal.getByRole('button', { name: 'Resend' });
  await again.scrollIntoViewIfNeeded();
  await expect(again).toBeInViewport({ ratio: 1 });
});

test('the documented receiver takes what Keyport sends, and nothing else', async ({ portal, ada }, info) => {
  const docs = readFileSync('docs/webhooks.md', 'utf8');
  const program = /```js\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const folder = info.outputPath('receiver');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  // As `npm install standardwebhooks` leaves it.
  symlinkSync(resolve('node_modules/standardwebhooks'), join(folder, 'node_modules/standardwebhooks'));
  writeFileSync(join(folder, 'receiver.mjs'), program);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const secret = await addEndpoint(portal, url);
  const child = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', WEBHOOK_SECRET: secret, PORT: String(port) },
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  try {
    await expect(async () => {
      const forged = await fetch(url, { method: 'POST', body: '{"type":"key.created"}' });
      expect(forged.status).toBe(401);
    }).toPass();
    await portal.getByRole('button', { name: 'Send test event' }).click();
    await expect(portal.getByText(/Test event delivered: 204/)).toBeVisible();
    await newKey(ada, { name: 'Token server' });
    await expect
      .poll(() => printed)
      .toBe('webhook.test A test event from Keyport.\nkey.created Token server\n');
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});
