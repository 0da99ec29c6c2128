import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badHosts, garbage } from '@/test/garbage';
import { send } from '@/test/http';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { aProblem, readProblem, sendRaw } from '@/test/raw-http';
import { startVerifier, type TestVerifier } from '@/test/verifier';

const FORWARD_AUTH = '/v1/forward-auth/nginx/production';
const IDENTITY = ['key-id', 'organization-id', 'environment', 'permissions', 'datasets', 'proved'];

let verifier: TestVerifier;
let port = 0;
/** What the gateway sends for a client that may. */
let good: string[] = [];

beforeAll(async () => {
  verifier = await startVerifier();
  port = Number(new URL(verifier.url).port);
  const { key, secret } = await newKey(await newActor());
  good = [
    `Authorization: Bearer ${key}.${secret}`,
    'X-Original-Method: POST',
    'X-Original-URI: /v2/token/generate',
    'Connection: close',
  ];
});
afterAll(() => verifier.stop());

async function refusals(): Promise<number> {
  const text = await (await fetch(`${verifier.url}/metrics`)).text();
  const counts = [...text.matchAll(/^keyport_http_refusals_total\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

const emptyIdentity = Object.fromEntries(IDENTITY.map((name) => [`x-keyport-${name}`, '']));
const head = (line: string, ...headers: string[]) => `${line} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;

describe.each(['/v1/verify', FORWARD_AUTH])('what Node would answer by itself, at %s', (path) => {
  const isForwardAuth = path === FORWARD_AUTH;
  test.each(garbage(path))('$what', async ({ bytes, status, title, inBody }) => {
    const before = await refusals();
    const answer = await sendRaw(port, bytes);
    if (isForwardAuth) expect(answer.headers, 'a gateway copies them').toMatchObject(emptyIdentity);
    if (isForwardAuth && inBody) expect([401, 503]).toContain(answer.status);
    else expect(readProblem(answer)).toEqual(aProblem(status, title));
    expect(await refusals()).toBe(before + 1);
  });
});

test.each(badHosts('/v1/verify'))('%s: a problem', async (_what, bytes) => {
  expect(readProblem(await sendRaw(port, bytes))).toEqual(aProblem(400, 'Bad request'));
});

describe('forward-auth answers 200, 401, 403 or 503, with its headers, to whatever can be read', () => {
  test.each(badHosts(FORWARD_AUTH))('%s: 503', async (_what, bytes) => {
    const { status, headers } = await sendRaw(port, bytes);
    expect([status, headers]).toEqual([
      503,
      expect.objectContaining({ ...emptyIdentity, 'x-keyport-code': 'UNAVAILABLE' }),
    ]);
  });

  test.each([
    ['an expectation', FORWARD_AUTH, ['Host: a', 'Expect: 42'], 200],
    ['an upgrade', FORWARD_AUTH, ['Host: a', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'], 200],
    ['a target in absolute form', `http://a${FORWARD_AUTH}`, ['Host: a'], 200],
    ['100 KB of headers', FORWARD_AUTH, ['Host: a', `X-A: ${'a'.repeat(100_000)}`], 401],
    ['1 MB of headers', FORWARD_AUTH, ['Host: a', `X-A: ${'a'.repeat(1_000_000)}`], 401],
    ['more headers than Node keeps', FORWARD_AUTH, ['Host: a', ...Array(2_500).fill('A: b')], 200],
  ])('%s', async (_what, target, headers, status) => {
    const answer = await sendRaw(port, head(`GET ${target}`, ...headers, ...good));
    expect(answer.status, answer.text.slice(0, 300)).toBe(status);
    for (const name of IDENTITY) expect(answer.headers, name).toHaveProperty(`x-keyport-${name}`);
  });

  test('a header of the gateway counts, however many the client sent before it', async () => {
    const trusting = await startVerifier({ trustedProxies: ['127.0.0.1'] });
    const { key, secret } = await newKey(await newActor(), { ipRanges: '127.0.0.0/8' });
    const many = Array(2_500).fill('A: b');
    const from = (client: string) => [
      'Host: a',
      ...many,
      ...good.slice(1),
      `Authorization: Bearer ${key}.${secret}`,
      `X-Forwarded-For: ${client}`,
    ];
    const ask = async (client: string) =>
      (await sendRaw(Number(new URL(trusting.url).port), head(`GET ${FORWARD_AUTH}`, ...from(client))))
        .headers['x-keyport-code'];
    expect(await ask('127.0.0.9')).toBe('VALID');
    for (const client of [
      '203.0.113.7',
      '203.0.113.7:51234',
      '[2001:db8::1]:443',
      '"[2001:db8::1]"',
      'unknown',
      '',
    ]) {
      expect(await ask(client), client).toBe('IP_NOT_ALLOWED');
    }
    await trusting.stop();
  });
});

test('probes answer HEAD as GET, without the body', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    const answer = await send(verifier.url, { method: 'HEAD', path });
    expect([answer.status, answer.body], path).toEqual([200, '']);
    expect(Number(answer.headers['content-length']), path).toBeGreaterThan(0);
  }
});

test('the name of an unknown member is not repeated: it may be a secret', async () => {
  const answer = await send(verifier.url, {
    method: 'POST',
    path: '/v1/verify',
    body: '{"key":"a","my-secret":1}',
  });
  expect(answer.status).toBe(400);
  expect(answer.body).not.toContain('my-secret');
  expect(answer.body).toContain('permission');
});
