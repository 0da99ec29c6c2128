import type { APIRequestContext, BrowserContext, PlaywrightWorkerArgs } from '@playwright/test';
import type { Keyport } from '../support/keyport';
import { countKeys, newKey } from '../support/keys';
import { overview, signInAgain, signInPage, signOut } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { HOUR, MINUTE } from '../support/times';

const NAME = 'Sesame server';

/** A program that has the browser's current cookies, and keeps them whatever the server says. */
async function withCookiesOf(
  context: BrowserContext,
  { request }: PlaywrightWorkerArgs['playwright'],
  keyport: Keyport,
) {
  return request.newContext({
    baseURL: keyport.portalUrl,
    storageState: await context.storageState(),
    maxRedirects: 0,
  });
}

async function expectNobody(request: APIRequestContext, path: string, headers: Record<string, string> = {}) {
  const answer = await request.get(path, { headers });
  const text = await answer.text();
  expect(text, `${path} ${JSON.stringify(headers)}`).not.toContain(NAME);
  expect(text).not.toContain('Ada Byron');
  return answer;
}

test('after signing out the old cookie gets the sign-in page, however it is asked', async ({
  portal,
  context,
  playwright,
  browser,
  keyport,
  ada,
}) => {
  const { id } = await newKey(ada, { name: NAME });
  await portal.goto('/keys');
  await expect(portal.getByRole('link', { name: NAME })).toBeVisible();
  const thief = await withCookiesOf(context, playwright, keyport);
  const stolen = await context.storageState();
  expect(await (await thief.get('/keys')).text()).toContain(NAME);
  await signOut(portal, ada);

  for (const path of ['/', '/keys', `/keys/${id}`, `/keys/${id}/edit`, '/account']) {
    const answer = await expectNobody(thief, path);
    expect(answer.status(), path).toBe(307);
    const to = path === '/' ? '' : `?to=${encodeURIComponent(path)}`;
    expect(answer.headers().location).toBe(`/sign-in${to}`);
  }
  const subrequest = 'middleware:middleware:middleware:middleware:middleware';
  for (const headers of [
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { 'x-middleware-subrequest': subrequest },
    { 'x-middleware-subrequest': 'src/middleware:src/middleware', rsc: '1' },
    { 'x-keyport-client': '127.0.0.1', 'x-nonce': 'mine' },
  ]) {
    await expectNobody(thief, '/keys', headers as Record<string, string>);
  }
  for (const path of ['/keys.rsc', '/keys?_rsc=1', '/_next/data/x/keys.json'])
    await expectNobody(thief, path);

  const { csrfToken } = await (await thief.get('/api/auth/csrf')).json();
  const update = await thief.post('/api/auth/session', {
    headers: { origin: keyport.portalUrl },
    data: { csrfToken, data: { sid: 'whatever' } },
  });
  expect(await update.text()).not.toContain('sid');
  await expectNobody(thief, '/keys');
  await thief.dispose();

  const replay = await browser.newContext({ baseURL: keyport.portalUrl, storageState: stolen });
  const page = await replay.newPage();
  await page.goto('/keys');
  await expect(signInPage(page).heading).toBeVisible();
  await replay.close();
});

test('page scripts learn when the session ends at the latest, and nothing that it could be taken over with', async ({
  portal,
}) => {
  await portal.goto('/');
  const answer = await portal.evaluate(async () => (await fetch('/api/auth/session')).json());
  expect(answer).toEqual({ expires: expect.any(String) });
});

test('an action sent with an ended session changes nothing and keeps what was typed', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  await portal.goto('/keys/new');
  await portal.getByLabel('Name', { exact: true }).fill(NAME);
  await portal.getByRole('checkbox', { name: 'Generator' }).check();
  const other = await context.newPage();
  await other.goto('/');
  await signOut(other, ada);
  await portal.getByRole('button', { name: 'Add API Key' }).click();
  const dialog = signInAgain(portal);
  await expect(dialog.email).toHaveValue(ada.email);
  await expect(portal.getByLabel('Name', { exact: true })).toHaveValue(NAME);
  expect(await countKeys(keyport, ada)).toBe(0);
  await dialog.password.fill(ada.password);
  await dialog.signIn.click();
  await expect(portal.getByRole('heading', { name: `API Key (${NAME}) Credentials` })).toBeVisible();
});

test('an hour without use ends the session, and use puts that off', async ({ portal, keyport }) => {
  await portal.goto('/');
  for (let visits = 0; visits < 3; visits++) {
    keyport.clock.advance(59 * MINUTE);
    await portal.goto('/');
    await expect(overview(portal)).toBeVisible();
  }
  keyport.clock.advance(HOUR + MINUTE);
  await portal.goto('/');
  await expect(signInPage(portal).heading).toBeVisible();
});

test('a day ends the session, however much it is used', async ({ ada, context, keyport }) => {
  const signedInAt = keyport.clock.now().getTime();
  const visit = async () => (await context.request.get('/account', { maxRedirects: 0 })).status();
  for (let hours = 0; hours < 29; hours++) {
    expect(await visit(), `${ada.name}, after ${(hours * 5) / 6} hours`).toBe(200);
    if (hours < 28) keyport.clock.advance(50 * MINUTE);
  }
  expect(keyport.clock.now().getTime() - signedInAt).toBeGreaterThan(23 * HOUR);
  keyport.clock.advance(41 * MINUTE);
  expect(await visit()).toBe(307);
});
