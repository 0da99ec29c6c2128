import { newIdentifier } from '@/lib/access/credentials/token';
import { sendRaw } from '@/test/raw-http';
import { Keyport } from '../support/keyport';
import { expect, test } from '../support/test';

test('a stranger is asked to sign in, whatever they ask for', async ({ page }) => {
  for (const path of ['/', '/keys', '/account']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }
});

test('both planes are ready, and are again after a restart at another time', async ({ keyport }) => {
  keyport.clock.set(new Date('2031-02-03T04:05:06Z'));
  await keyport.restart();
  for (const address of [`http://127.0.0.1:${keyport.portalPort}`, keyport.verifierUrl]) {
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  }
  expect(keyport.logs()).toMatch(/"time":192785\d{7}/);
  keyport.clock.reset();
  await keyport.restart();
});

test('an upgrade that is not served is ignored', async ({ keyport, request }) => {
  // Next.js listens for upgrades from the first page on.
  expect((await request.get('/sign-in')).status()).toBe(200);
  const { host } = new URL(keyport.portalUrl);
  for (const upgrade of ['Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__', 'Upgrade: websocket']) {
    for (const path of ['/healthz', '/sign-in', '/_next/webpack-hmr']) {
      const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade, close\r\n${upgrade}\r\n\r\n`;
      const answer = await sendRaw(keyport.portalPort, head);
      expect(answer.status, `${upgrade} ${path}`).toBe(path === '/_next/webpack-hmr' ? 404 : 200);
    }
  }
});

test('what a page throws is logged, in one line for all of its kind, and counted', async ({ request }) => {
  const keyport = await Keyport.start();
  await keyport.dropDatabase();
  const logged = keyport.logs().length;
  for (let i = 0; i < 3; i++) expect((await request.get(`${keyport.portalUrl}/setup`)).status()).toBe(500);
  const metrics = await (await fetch(`http://127.0.0.1:${keyport.portalPort}/metrics`)).text();
  expect(metrics).toMatch(/^keyport_portal_failures_total\{kind="render"\} 3$/m);
  const lines = keyport.logs().slice(logged).split('\n').filter(Boolean);
  expect(lines.filter((line) => line.includes('"A request failed"'))).toHaveLength(1);
  for (const line of lines) expect(line).toMatch(/^\{.*\}$/);
  await keyport.remove();
});

test('an X-Forwarded-For from an untrusted address is logged by both planes, in one line each', async ({
  request,
}) => {
  const keyport = await Keyport.start({ TRUSTED_PROXIES: '192.0.2.1' });
  const headers = { 'X-Forwarded-For': '198.51.100.1', 'X-API-Key': newIdentifier('production') };
  for (let i = 0; i < 3; i++) {
    await request.get(`${keyport.portalUrl}/sign-in`, { headers });
    expect((await fetch(`${keyport.verifierUrl}/v1/forward-auth/caddy/production`, { headers })).status).toBe(
      401,
    );
  }
  const lines = keyport
    .logs()
    .split('\n')
    .filter((line) => line.includes('outside TRUSTED_PROXIES'));
  expect(lines).toHaveLength(2);
  await keyport.remove();
});
