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
  for (const address of [keyport.portalUrl, keyport.verifierUrl]) {
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  }
  expect(keyport.logs()).toMatch(/"time":192785\d{7}/);
  keyport.clock.reset();
  await keyport.restart();
});
