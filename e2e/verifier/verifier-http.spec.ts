import { request as httpRequest } from 'node:http';
import { newIdentifier as newKeyText, newSecret } from '@/lib/access/credentials/token';
import { Keyport } from '../support/keyport';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

type Sent = { method?: string; path?: string; body?: string; headers?: Record<string, string> };

const send = (keyport: Keyport, { method = 'POST', path = '/v1/verify', body, headers = {} }: Sent) =>
  fetch(`${keyport.verifierUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });

/** In the format of RFC 9457, with a reference number and no internals. */
async function expectProblem(answer: Response, status: number, what: string) {
  expect(answer.status, what).toBe(status);
  expect(answer.headers.get('content-type'), what).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const text = await answer.text();
  expect(JSON.parse(text), what).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.any(String),
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
  });
  expect(text).not.toMatch(/node_modules|Error:|select |zod|kps_live_/i);
}

const secret = () => newSecret('production');
const key = () => newKeyText('production');

test('a body that is not what is asked for is 400, and says which member is wrong', async ({ keyport }) => {
  const wrong: Record<string, unknown> = {
    'no object': [],
    'a text': 'kp_live_',
    null: null,
    'no key': {},
    'an empty key': { key: '' },
    'a number as key': { key: 7 },
    'a filter as key': { key: { contains: '' } },
    'a number as secret': { key: key(), secret: 7 },
    'a secret given twice': { key: `${key()}.${secret()}`, secret: secret() },
    'a misspelt restriction': { key: key(), permision: 'generator' },
    'a permission in capitals': { key: key(), permission: 'Generator' },
    'permissions that are numbers': { key: key(), permission: [1] },
    'a method without a path': { key: key(), method: 'GET' },
    'a path without a method': { key: key(), path: '/' },
    'a method in lower case': { key: key(), method: 'post', path: '/' },
    'a path without a slash': { key: key(), method: 'POST', path: 'v2/token' },
    'an environment that there is not': { key: key(), environment: 'staging' },
    'an address that is none': { key: key(), clientIp: '010.0.0.1' },
    'an address with a port': { key: key(), clientIp: '203.0.113.7:80' },
    'an empty dataset': { key: key(), dataset: '' },
  };
  for (const [what, body] of Object.entries(wrong)) {
    await expectProblem(await send(keyport, { body: JSON.stringify(body) }), 400, what);
  }
  for (const body of ['', '{', 'key=kp_live_', '{"key":"a"}{}'])
    await expectProblem(await send(keyport, { body }), 400, body);
});

test('what is too large is 413, announced or not', async ({ keyport }) => {
  const body = JSON.stringify({ key: 'k'.repeat(16_385) });
  await expectProblem(await send(keyport, { body }), 413, 'announced');
  const status = await new Promise((resolve, reject) => {
    const sent = httpRequest(`${keyport.verifierUrl}/v1/verify`, { method: 'POST' }, (answer) => {
      resolve(answer.statusCode);
      answer.resume();
    });
    sent.on('error', reject);
    // In chunks, so that no length is announced.
    for (let i = 0; i < 20; i++) sent.write('x'.repeat(1000));
    sent.end();
  });
  expect(status).toBe(413);
});

test('other paths are 404, other methods 405 with the one to use', async ({ keyport }) => {
  for (const path of ['/', '/v1', '/v1/verify/', '/V1/verify', '/v1/verify/../verify%00']) {
    await expectProblem(await send(keyport, { path, body: '{}' }), 404, path);
  }
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const answer = await send(keyport, { method });
    expect(answer.headers.get('allow'), method).toBe('POST');
    await expectProblem(answer, 405, method);
  }
  const answer = await send(keyport, { method: 'POST', path: '/healthz' });
  expect(answer.headers.get('allow')).toBe('GET, HEAD');
  await expectProblem(answer, 405, 'POST /healthz');
});

test('both planes say that they live and that they are ready', async ({ keyport }) => {
  for (const path of ['/healthz', '/readyz']) {
    expect((await send(keyport, { method: 'GET', path })).status, `verifier ${path}`).toBe(200);
    expect((await fetch(`http://127.0.0.1:${keyport.portalPort}${path}`)).status, `portal ${path}`).toBe(200);
  }
});

test('with a token, callers without it learn nothing; without the database, nobody does', async () => {
  test.slow();
  const token = 'a-token-of-the-gateway';
  const keyport = await Keyport.start({ VERIFIER_TOKEN: token });
  const body = JSON.stringify({ key: key(), secret: secret() });
  const nobody = await send(keyport, { body });
  expect(nobody.headers.get('www-authenticate'), 'without credentials it names no error').toMatch(
    /^Bearer\b(?!.*error)/,
  );
  await expectProblem(nobody, 401, 'no token');
  for (const authorization of ['Bearer wrong', `Bearer ${token}x`, 'bearer a']) {
    const answer = await send(keyport, { body, headers: { authorization } });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b.*error="invalid_token"/);
    await expectProblem(answer, 401, authorization);
  }
  await expectProblem(
    await send(keyport, { body, headers: { authorization: `Basic ${token}` } }),
    401,
    'Basic',
  );
  for (const authorization of [`Bearer ${token}`, `bearer ${token}`]) {
    const answer = await send(keyport, { body, headers: { authorization } });
    expect(await answer.json()).toMatchObject({ valid: false, code: 'NOT_FOUND' });
  }
  expect((await send(keyport, { method: 'GET', path: '/readyz' })).status, 'probes need no token').toBe(200);

  await keyport.dropDatabase();
  const headers = { authorization: `Bearer ${token}` };
  const unknown = () => send(keyport, { body: JSON.stringify({ key: key(), secret: secret() }), headers });
  // Nobody has created a key here. While its lease runs, at most a second, the verifier knows that no key has this
  // prefix.
  await expect.poll(async () => (await unknown()).status).toBe(503);
  await expectProblem(await unknown(), 503, 'gone');
  await expectProblem(await send(keyport, { method: 'GET', path: '/readyz' }), 503, 'not ready');
  expect((await send(keyport, { method: 'GET', path: '/healthz' })).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${keyport.portalPort}/readyz`)).status).toBe(503);
  expect((await fetch(`http://127.0.0.1:${keyport.portalPort}/healthz`)).status).toBe(200);
  await keyport.remove();
});

test('a secret that was presented is in no log', async ({ keyport }) => {
  const presented = { key: key(), secret: secret() };
  await verify(keyport, presented);
  await send(keyport, { body: JSON.stringify({ ...presented, misspelt: presented.secret }) });
  await send(keyport, { path: `/v1/${presented.secret}`, body: '{}' });
  expect(keyport.logs()).not.toContain(presented.secret);
});
