import { countAnswers, countAnswersWhenQuiet } from '../support/answered-requests';
import { query } from '../support/database';
import { fillNewKey } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { captureAction } from '../support/server-action';
import { postSignIn } from '../support/sign-in';
import { expect, test } from '../support/test';

const NAME = 'Token server';

test('every answer says what a browser may do with it', async ({ portal, context, ada, tls }) => {
  const { id } = await newKey(ada);
  const nonces = new Set<string>();
  for (const path of [
    '/',
    '/keys',
    `/keys/${id}`,
    '/keys/new',
    '/account',
    '/sign-in',
    '/nothing-here',
    '/api/auth/csrf',
  ]) {
    const answer = await context.request.get(path);
    const headers = answer.headers();
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((rule) => [rule.split(' ')[0], rule]),
    );
    expect(policy['script-src'], path).toMatch(/'nonce-[\w+/=]{20,}'/);
    expect(policy['script-src'], path).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    nonces.add(/'nonce-([^']+)'/.exec(policy['script-src'] ?? '')?.[1] ?? '');
    expect(policy['default-src']).toBe("default-src 'self'");
    expect(policy['frame-ancestors']).toBe("frame-ancestors 'none'");
    expect(policy['object-src']).toBe("object-src 'none'");
    expect(policy['base-uri']).toBe("base-uri 'none'");
    expect(policy['form-action']).toBe("form-action 'self'");
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['cache-control'], path).toContain('no-store');
    expect(headers, path).not.toHaveProperty('x-powered-by');
    // The proxy says its own name, if there is one.
    expect(headers.server ?? 'nothing', path).toMatch(tls ? /^nginx/ : /^nothing$/);
  }
  expect(nonces.size, 'a nonce of its own for each answer').toBe(8);

  const violations: string[] = [];
  portal.on(
    'console',
    (message) => /Content Security Policy/i.test(message.text()) && violations.push(message.text()),
  );
  for (const path of ['/', '/keys', `/keys/${id}?roll`, '/keys/new', '/account', '/sign-in']) {
    await portal.goto(path);
    await expect(portal.getByRole('heading').first()).toBeVisible();
  }
  expect(violations).toEqual([]);
});

test('a script that was smuggled into the page does not run', async ({ portal }) => {
  await portal.goto('/keys');
  await portal.evaluate(() => {
    const inline = document.createElement('div');
    inline.innerHTML = '<img src="x" onerror="document.title = \'taken\'">';
    document.body.append(inline);
  });
  await portal.goto('/keys');
  await expect(portal).toHaveTitle('API Keys · Keyport');
});

const FOREIGN: Record<string, string | undefined> = {
  'a foreign origin': 'https://evil.example',
  null: 'null',
  none: undefined,
  'a malformed one': 'localhost',
  'ours with another port': 'http://localhost:1',
  'ours with more behind it': '',
};

test('an action from anywhere else changes nothing', async ({ portal, context, keyport, ada }) => {
  const form = await fillNewKey(portal, NAME);
  const create = await captureAction(portal, () => form.add.click());
  for (const [what, origin] of Object.entries({
    ...FOREIGN,
    'ours with more behind it': `${keyport.portalUrl}.evil.example`,
  })) {
    const answer = await create.send(context.request, { headers: { origin } });
    expect(answer.ok, what).toBe(false);
  }
  const made = () =>
    query(keyport, `select 1 from api_key where organization_id = $1 and origin = 'person'`, [
      ada.actor.organization.id,
    ]);
  expect(await made()).toEqual([]);
  expect((await create.send(context.request)).ok, 'the same from our own page').toBe(true);
  expect(await made()).toHaveLength(1);
});

test('nobody is signed in or out by a form on another site', async ({
  portal,
  context,
  playwright,
  keyport,
  ada,
}) => {
  const { email, password } = ada;
  for (const origin of ['https://evil.example', 'null', '', `${keyport.portalUrl}.evil.example`]) {
    const request = await playwright.request.newContext();
    const answer = await postSignIn(request, keyport, { email, password }, { origin });
    expect(answer.status(), origin).toBe(403);
    expect((await request.storageState()).cookies.map(({ name }) => name)).not.toContain(
      keyport.sessionCookie,
    );
    await request.dispose();
    const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json();
    const signOut = await context.request.post('/api/auth/signout', {
      headers: { origin },
      form: { csrfToken },
    });
    expect(signOut.status()).toBe(403);
  }
  await portal.goto('/keys');
  await expect(portal.getByRole('heading', { name: 'API Keys' })).toBeVisible();
});

test('another name for the same machine is led to the portal or refused, without further work', async ({
  request,
  keyport,
}) => {
  const to = (path: string) => `http://127.0.0.1:${keyport.portalPort}${path}`;
  const before = await countAnswersWhenQuiet(keyport);
  const paths = [
    '/',
    '/keys?q=a%26b&status=active',
    '/setup',
    '/keys?path=a',
    '//evil.example',
    '/%0d%0aA:b',
  ];
  for (const path of paths) {
    const page = await request.get(to(path), { maxRedirects: 0, headers: { 'x-forwarded-proto': 'https' } });
    expect(page.status(), path).toBe(307);
    expect(page.headers().location).toBe(keyport.portalUrl + path);
  }
  const hosts = ['evil.example', '127.0.0.1', `localhost.evil.example:${keyport.portalPort}`];
  for (const host of hosts) {
    const answer = await request.get(to('/api/auth/csrf'), { headers: { host }, maxRedirects: 0 });
    expect(answer.status(), host).toBe(421);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
    const posted = await request.post(to('/keys'), {
      headers: { host, origin: `http://${host}` },
      data: '[]',
    });
    expect(posted.status(), host).toBe(421);
  }
  expect(await countAnswers(keyport), 'one answer for each request').toBe(
    before + paths.length + 2 * hosts.length,
  );
});

test('the portal asks itself for nothing, and nobody fills its log', async ({
  portal,
  context,
  playwright,
  keyport,
}) => {
  const form = await fillNewKey(portal, NAME);
  const create = await captureAction(portal, () => form.add.click());
  // An open page fetches those that its links lead to.
  await portal.goto('about:blank');
  const stranger = await playwright.request.newContext();
  const logged = keyport.logs().length;
  const before = await countAnswersWhenQuiet(keyport);
  // Neither page has the action; the second does not know who asks.
  for (const request of [context.request, stranger]) {
    for (const path of ['/sign-in', '/team', '/account']) {
      const answer = await create.send(request, { url: keyport.portalUrl + path });
      expect([answer.status, answer.text], path).toEqual([409, 'Server Action unavailable.']);
    }
  }
  for (let i = 0; i < 20; i++) {
    const headers = { 'next-action': `7f${String(i).padStart(40, '0')}` };
    expect((await create.send(stranger, { headers })).status).toBe(409);
  }
  expect(await countAnswers(keyport)).toBe(before + 26);
  await stranger.dispose();
  const lines = keyport.logs().slice(logged).split('\n').filter(Boolean);
  expect(lines.length, lines.join('\n')).toBeLessThan(5);
  for (const line of lines) expect(line).toMatch(/^\{.*\}$/);
});

test('nothing changes on GET or HEAD, whatever the address says', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  const { id } = await newKey(ada);
  const form = await fillNewKey(portal, 'Another');
  let actionId = '';
  portal.on('request', (request) => {
    actionId = request.headers()['next-action'] ?? actionId;
  });
  const create = await captureAction(portal, () => form.add.click());
  expect(actionId).not.toBe('');
  const state = async () =>
    JSON.stringify([
      await query(keyport, `select * from api_key where organization_id = $1 and origin = 'person'`, [
        ada.actor.organization.id,
      ]),
      await query(keyport, 'select * from credential where api_key_id = $1', [id]),
      await query(keyport, 'select count(*) from audit_event'),
      await query(keyport, 'select id from session where user_id = $1', [ada.actor.userId]),
    ]);
  const before = await state();
  for (const path of [
    `/keys/${id}?delete`,
    `/keys/${id}?roll`,
    `/keys/${id}?revoke&disable`,
    '/keys/new',
    '/api/auth/signout',
  ]) {
    for (const headers of [
      {},
      { rsc: '1' },
      { rsc: '1', 'next-router-prefetch': '1' },
      { 'next-action': actionId },
    ]) {
      await context.request.get(path, { headers: headers as Record<string, string> });
      await context.request.head(path, { headers: headers as Record<string, string> });
    }
  }
  expect(await state()).toBe(before);
  expect((await create.send(context.request)).ok).toBe(true);
  await portal.goto('/keys');
  await expect(keyRow(portal, 'Another').row).toBeVisible();
});
