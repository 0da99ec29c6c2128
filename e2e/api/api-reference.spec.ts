import { execFileSync } from 'node:child_process';
import AxeBuilder from '@axe-core/playwright';
import { personalKey } from '@/test/personal-keys';
import { newKey } from '../support/keys';
import { expect, test } from '../support/test';

test('the reference shows every operation, and its lines work as they are', async ({
  portal,
  keyport,
  ada,
}) => {
  const violations: string[] = [];
  portal.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text());
  });
  const elsewhere: string[] = [];
  portal.on('request', (request) => {
    if (!request.url().startsWith(keyport.portalUrl)) elsewhere.push(request.url());
  });
  const own = await personalKey(ada.actor);
  await portal.goto('/account');
  await portal.getByRole('link', { name: 'API reference' }).click();
  await expect(portal.getByRole('heading', { name: 'API reference', level: 1 })).toBeVisible();
  await expect(portal.getByRole('region', { name: 'credentials' })).toContainText(`KEYPORT_KEY=${own.key}`);
  expect(await portal.content()).not.toContain(own.secret);

  const { id } = await newKey(ada, { name: 'Mine' });
  const run = async (summary: string): Promise<string> => {
    const opener = portal.locator('summary').filter({ hasText: summary });
    await opener.click();
    const line = await portal.getByRole('region', { name: `curl: ${summary}`, exact: true }).textContent();
    return execFileSync('bash', ['-c', (line ?? '').replace('curl ', 'curl -sS ')], {
      env: { ...process.env, KEYPORT_KEY: own.key, KEYPORT_SECRET: own.secret, KEY_ID: id },
      encoding: 'utf8',
    });
  };
  expect(JSON.parse(await run('List keys')).data.length).toBeGreaterThan(0);
  expect(JSON.parse(await run('Create a key'))).toMatchObject({
    name: 'Token server',
    secret: expect.any(String),
  });
  expect(JSON.parse(await run('Edit a key'))).toMatchObject({ id, description: 'Frankfurt, two hosts' });
  expect(JSON.parse(await run('Disable a key'))).toMatchObject({ id, status: 'disabled' });
  expect(await run('Export keys as CSV')).toContain('Token server');

  const create = portal.locator('#createKey');
  await expect(create.getByRole('region', { name: 'Body: Create a key' })).toContainText('allowEveryone');
  await expect(create).toContainText('IDEMPOTENCY_KEY_REUSED');
  expect((await new AxeBuilder({ page: portal }).analyze()).violations).toEqual([]);
  expect([violations, elsewhere]).toEqual([[], []]);
  expect(await portal.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    own.key,
  );
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 390, height: 800 } });
  test('nothing is wider than it', async ({ portal }) => {
    await portal.goto('/api-reference');
    for (const summary of await portal.locator('summary').all()) await summary.click();
    const width = await portal.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});
