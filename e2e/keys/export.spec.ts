import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { eventCount, insertManyEvents } from '../support/audit-log';
import { query } from '../support/database';
import { keyCount, keySearch } from '../support/key-table';
import { newKey } from '../support/keys';
import { insertManyKeys } from '../support/many-keys';
import { newPerson } from '../support/person';
import { signIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const exportButton = (page: Page) =>
  page.getByRole('main').getByRole('button', { name: 'Export', exact: true });
const linesOf = async (file: Download) => (await readFile(await file.path(), 'utf8')).trim().split('\r\n');

test('all keys, or what the filters show', async ({ portal, keyport, ada }) => {
  await insertManyKeys(keyport, ada, 900);
  const { secret } = await newKey(ada, { name: '=cmd()', description: 'a "b", c' });
  await portal.goto('/keys');
  const [all] = await Promise.all([portal.waitForEvent('download'), exportButton(portal).click()]);
  const today = keyport.clock.now().toISOString().slice(0, 10);
  expect(all.suggestedFilename()).toMatch(new RegExp(`^keyport-ada-byron-\\w+-api-keys-${today}\\.csv$`));
  const lines = await linesOf(all);
  expect(lines).toHaveLength(1 + 901);
  expect(lines[1]).toMatch(/^'=cmd\(\),"a ""b"", c",kp_live_/);
  expect(lines.join()).not.toContain(secret);
  await expect(portal.getByText('901 keys exported.')).toBeVisible();

  await keySearch(portal).fill('Key 10');
  await expect(keyCount(portal)).toHaveText(/of \d+ keys/);
  await expect(keyCount(portal)).not.toHaveText(/901/);
  await exportButton(portal).click();
  const narrowed = portal.getByRole('menuitem', { name: /^Only what the filters show/ });
  const [some] = await Promise.all([portal.waitForEvent('download'), narrowed.click()]);
  const found = await linesOf(some);
  expect(found.slice(1).every((line) => line.startsWith('Key 10'))).toBe(true);
  expect(found.length).toBeLessThan(20);
});

test('the audit log, and that it was exported', async ({ portal, keyport, ada }) => {
  await insertManyEvents(keyport, ada, 2_500);
  await portal.goto('/audit');
  await expect(eventCount(portal)).toHaveText('1–25 of 2,504 events');
  const [all] = await Promise.all([portal.waitForEvent('download'), exportButton(portal).click()]);
  expect(all.suggestedFilename()).toContain('-audit-log-');
  expect(await linesOf(all)).toHaveLength(1 + 2_504);
  await portal.goto('/audit?area=audit');
  await expect(portal.getByRole('rowheader')).toContainText('Exported audit log');
});

test('progress is shown, and can be ended', async ({ portal, ada }) => {
  await newKey(ada);
  await portal.goto('/keys');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await portal.route('**/keys/export', async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await exportButton(portal).click();
  const dialog = portal.getByRole('dialog', { name: 'Exporting keys' });
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  release();
  await portal.unroute('**/keys/export');
  const [file] = await Promise.all([portal.waitForEvent('download'), exportButton(portal).click()]);
  expect((await linesOf(file)).join()).toContain('Token server');
});

test('a failure is reported, and no file is saved', async ({ portal, ada, context }) => {
  await newKey(ada);
  await portal.goto('/keys');
  const failed = portal.getByRole('dialog', { name: 'No file was saved' });
  await portal.route('**/keys/export', (route) => route.abort());
  await exportButton(portal).click();
  await expect(failed.getByRole('alert')).toContainText('The connection broke off');
  await failed.getByRole('button', { name: 'Close' }).click();
  await portal.unroute('**/keys/export');
  await context.clearCookies();
  await exportButton(portal).click();
  await portal.getByRole('dialog', { name: 'Sign in again' }).press('Escape');
  await expect(failed.getByRole('alert')).toContainText('You are signed out.');
});

test('only a post of our own page, with a session and the right, gets a file', async ({
  portal,
  browser,
  keyport,
  ada,
  playwright,
}) => {
  await newKey(ada);
  const origin = keyport.portalUrl;
  const ask = (request: typeof portal.request, path: string, headers: Record<string, string>) =>
    request.post(`${origin}${path}`, { headers, data: path.startsWith('/keys') ? { query: {} } : {} });
  for (const path of ['/keys/export', '/audit/export']) {
    const granted = await ask(portal.request, path, { origin });
    expect(granted.status()).toBe(200);
    expect(granted.headers()).toMatchObject({
      'cache-control': 'no-store',
      'content-type': expect.stringContaining('text/csv'),
      'content-disposition': expect.stringMatching(/^attachment; filename="keyport-.*\.csv"/),
    });
    for (const headers of [{}, { origin: 'null' }, { origin: 'https://evil.example' }] as const) {
      expect((await ask(portal.request, path, headers)).status(), JSON.stringify(headers)).toBe(403);
    }
    expect((await portal.request.get(`${origin}${path}`)).status()).toBe(405);
    const nobody = await playwright.request.newContext();
    const refused = await ask(nobody, path, { origin });
    expect(refused.status()).toBe(401);
    expect(refused.headers()['www-authenticate']).toBeTruthy();
    expect(await refused.text()).not.toContain('Token server');
    await nobody.dispose();
  }
  const bad = await portal.request.post(`${origin}/keys/export`, { headers: { origin }, data: 'nonsense' });
  expect(bad.status()).toBe(400);

  const otto = await newPerson('Otto Hahn', ada.actor.organization.name);
  await query(keyport, `update membership set role = 'operations' where user_id = $1`, [otto.actor.userId]);
  const context = await browser.newContext();
  await signIn(context, keyport, otto);
  expect((await ask(context.request, '/keys/export', { origin })).status()).toBe(200);
  expect((await ask(context.request, '/audit/export', { origin })).status()).toBe(403);
  expect(
    await query(keyport, `select outcome from audit_event where actor_id = $1 and action = 'audit.export'`, [
      otto.actor.userId,
    ]),
  ).toEqual([{ outcome: 'failure' }]);
  await context.close();
});
