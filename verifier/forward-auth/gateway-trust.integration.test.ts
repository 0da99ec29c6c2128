import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { send } from '@/test/http';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

const URL = '/v1/forward-auth/nginx/production';
const GENERATE = { 'X-Original-Method': 'POST', 'X-Original-URI': '/v2/token/generate' };

let actor: Actor;
let guarded: TestVerifier;
let open: TestVerifier;
let key: Reveal;
beforeAll(async () => {
  actor = await newActor();
  key = await newKey(actor, { ipRanges: '203.0.113.0/24' });
  guarded = await startVerifier({ token: 'right', trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
  open = await startVerifier();
});
afterAll(() => Promise.all([guarded.stop(), open.stop()]));

type Headers = Record<string, string | string[]>;

async function said({ url }: TestVerifier, headers: Headers, path = URL): Promise<string> {
  const authorization = `Bearer ${key.key}.${key.secret}`;
  const answer = await send(url, { path, headers: { ...GENERATE, authorization, ...headers } });
  return `${answer.status} ${answer.headers['x-keyport-code']}`;
}

const from = (forwardedFor: string | string[]): Headers => ({
  'X-Keyport-Verifier-Token': 'right',
  'X-Forwarded-For': forwardedFor,
});

test.each([
  ['the client', '203.0.113.7', '200 VALID'],
  ['a load balancer before the gateway', '203.0.113.7, 10.0.0.9', '200 VALID'],
  ['in two lines', ['203.0.113.7', '10.0.0.9'], '200 VALID'],
  ['another client', '198.51.100.1', '403 IP_NOT_ALLOWED'],
  ['what a client put at the left', '203.0.113.7, 198.51.100.1', '403 IP_NOT_ALLOWED'],
  ['the same in two lines', ['203.0.113.7', '198.51.100.1'], '403 IP_NOT_ALLOWED'],
  ['garbage at the right', '203.0.113.7, unknown', '403 IP_NOT_ALLOWED'],
  ['nothing', '', '403 IP_NOT_ALLOWED'],
])('the client’s address: %s', async (_case, forwardedFor, expected) => {
  expect(await said(guarded, from(forwardedFor))).toBe(expected);
});

test.each(['X_Forwarded_For', 'X.Forwarded.For', 'X-Real-IP', 'Forwarded'])('%s', async (name) => {
  const headers = { ...from('198.51.100.1'), [name]: '203.0.113.7' };
  expect(await said(guarded, headers)).toBe('403 IP_NOT_ALLOWED');
});

test('a gateway that is not trusted is the client itself', async () => {
  expect(await said(open, { 'X-Forwarded-For': '203.0.113.7' })).toBe('403 IP_NOT_ALLOWED');
});

test.each([
  ['none', {}],
  ['a wrong one', { 'X-Keyport-Verifier-Token': 'wrong' }],
  ['an empty one', { 'X-Keyport-Verifier-Token': '' }],
  ['two', { 'X-Keyport-Verifier-Token': ['right', 'right'] }],
  ['as a bearer, which is the client’s', { Authorization: 'Bearer right' }],
])('the token of the verifier: %s', async (_case, headers) => {
  expect(await said(guarded, headers)).toBe('503 UNAVAILABLE');
});

test.each([
  '/v1/forward-auth',
  '/v1/forward-auth/haproxy/production',
  '/v1/forward-auth/nginx/staging',
  '/v1/forward-auth/nginx/production/more',
  '/v1/forward-auth/nginx/production?dataste=a',
  '/v1/forward-auth/nginx/production?permission=Mapper',
])('settings that make no sense refuse: %s', async (path) => {
  expect(await said(open, {}, path)).toBe('503 UNAVAILABLE');
});

test('without a database it refuses, with every header', async () => {
  const away = () => Promise.reject(new Error('PostgreSQL is away'));
  const verifier = await startVerifier({ around: (lookup) => ({ ...lookup, find: away }) });
  const { status, headers } = await send(verifier.url, {
    path: URL,
    headers: { ...GENERATE, 'X-API-Key': key.key, 'X-API-Secret': String(key.secret) },
  });
  expect(status).toBe(503);
  expect(headers).toMatchObject({
    'x-keyport-code': 'UNAVAILABLE',
    'x-keyport-key-id': '',
    'x-keyport-organization-id': '',
    'x-keyport-permissions': '',
  });
  await verifier.stop();
});

test('verdicts are counted, and uses with the client’s address', async () => {
  guarded.usage.take();
  await said(guarded, from('203.0.113.9'));
  await said(guarded, from('198.51.100.1'));
  expect(guarded.usage.take()).toMatchObject({
    refusals: { codes: ['IP_NOT_ALLOWED'], times: [1] },
    uses: { times: [1], addresses: ['203.0.113.9'] },
  });
  const metrics = await (await fetch(`${guarded.url}/metrics`)).text();
  expect(metrics).toMatch(/keyport_verify_requests_total\{code="VALID",surface="forward-auth"\} \d/);
});
