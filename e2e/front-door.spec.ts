import { sendRaw } from '@/test/raw-http';
import { expect, test } from './support/test';

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
