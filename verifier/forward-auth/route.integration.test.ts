import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { send } from '@/test/http';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

const TOKEN = 'token-of-the-gateway';
const NGINX = '/v1/forward-auth/nginx/production';
const IDENTITY = ['key-id', 'organization-id', 'environment', 'permissions', 'datasets', 'proved'];
const GENERATE = { 'X-Original-Method': 'POST', 'X-Original-URI': '/v2/token/generate?a=1' };

let actor: Actor;
let verifier: TestVerifier;
let key: Reveal;
beforeAll(async () => {
  actor = await newActor();
  verifier = await startVerifier({ token: TOKEN, trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
  key = await newKey(actor);
});
afterAll(() => verifier.stop());

type Ask = { url?: string; method?: string; headers?: Record<string, string | string[]>; body?: string };

/** As a gateway with the right token asks for somebody who may generate, but for what is said. */
async function ask({ url = NGINX, headers = {}, method = 'GET', body }: Ask = {}) {
  const answer = await send(verifier.url, {
    method,
    path: url,
    headers: { 'X-Keyport-Verifier-Token': TOKEN, ...GENERATE, ...headers },
    body,
  });
  const { status } = answer;
  const code = answer.headers['x-keyport-code'];
  const held = IDENTITY.map((name) => answer.headers[`x-keyport-${name}`]);
  // What holds for every answer: all headers are there, empty where it refuses, and 401 says how to do better.
  if (held.includes(undefined)) throw new Error(`Lacks a header: ${held}`);
  if (status !== 200 && held.some(Boolean)) throw new Error(`Names somebody whom it refuses: ${held}`);
  if ((answer.headers['www-authenticate'] !== undefined) !== (status === 401))
    throw new Error('WWW-Authenticate');
  return { ...answer, held, said: `${status} ${code}` };
}

const bearer = (given = key) => ({ Authorization: `Bearer ${given.key}.${given.secret}` });
const said = async (asked: Ask) => (await ask(asked)).said;

describe('who gets in', () => {
  test('with identity headers, and nothing in the body', async () => {
    const { said, held, body } = await ask({ headers: bearer() });
    expect(said).toBe('200 VALID');
    expect(held).toEqual([key.id, actor.organization?.id, 'production', 'generator', '', 'secret']);
    expect(body).toBe('');
  });

  test('by each kind of credentials', async () => {
    const joined = `${key.key}:${key.secret}`;
    const basic = Buffer.from(joined).toString('base64');
    expect(await said({ headers: { Authorization: `basic ${basic}` } })).toBe('200 VALID');
    expect(await said({ headers: { 'X-API-Key': key.key, 'X-API-Secret': String(key.secret) } })).toBe(
      '200 VALID',
    );
  });

  test('the key alone where the endpoint asks for no more', async () => {
    const headers = { 'X-API-Key': key.key, 'X-Original-URI': '/v2/token/refresh' };
    const { said, held } = await ask({ headers });
    expect(said).toBe('200 VALID');
    expect(held.at(-1)).toBe('key');
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'PROPFIND'])('asked with %s', async (method) => {
    expect(await said({ method, headers: bearer() })).toBe('200 VALID');
  });

  test('a body is not read', async () => {
    const answer = await ask({ method: 'POST', headers: bearer(), body: 'x'.repeat(1_000_000) });
    expect(answer.said).toBe('200 VALID');
    expect(answer.headers.connection).toBe('close');
  });
});

describe('who does not', () => {
  test('without credentials no error is named (RFC 6750)', async () => {
    const nobody = await ask();
    expect(nobody.said).toBe('401 NOT_FOUND');
    expect(nobody.headers['www-authenticate']).toBe('Bearer realm="api"');
    const stranger = await ask({ headers: { Authorization: 'Bearer nonsense' } });
    expect(stranger.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test('two credentials in one request, even if both are valid', async () => {
    const { Authorization } = bearer();
    expect(await said({ headers: { Authorization, 'X-API-Key': key.key } })).toBe('401 NOT_FOUND');
    expect(await said({ headers: { Authorization: [Authorization, Authorization] } })).toBe('401 NOT_FOUND');
    expect(await said({ headers: { Authorization, 'X-API-Secret': String(key.secret) } })).toBe(
      '401 NOT_FOUND',
    );
  });

  test.each([
    ['Bearer', 'Bearer'],
    ['20 KB', `Bearer ${'k'.repeat(20_480)}`],
    ['non-ASCII', 'Bearer k\u00e9y'],
    ['another scheme', 'Negotiate abc'],
  ])('%s', async (_case, Authorization) => {
    expect(await said({ headers: { Authorization } })).toBe('401 NOT_FOUND');
  });

  test.each(['disabled', 'revoked', 'expired', 'rolled'] as const)('a %s key', async (state) => {
    const mine = await newKey(actor);
    const past = new Date(Date.now() - 1_000);
    const where = { id: mine.id };
    const become = {
      disabled: () => changeKeyStatus(actor, 'disable', where),
      revoked: () => changeKeyStatus(actor, 'revoke', where),
      expired: () => prisma(database()).apiKey.update({ where, data: { expiresAt: past } }),
      rolled: () =>
        prisma(database()).credential.updateMany({ where: { apiKeyId: mine.id }, data: { endsAt: past } }),
    };
    await become[state]();
    expect(await said({ headers: bearer(mine) })).toBe(`401 ${state.toUpperCase()}`);
  });

  test('a good key for what it is not good for', async () => {
    const elsewhere = NGINX.replace('production', 'integration');
    expect(await said({ url: elsewhere, headers: bearer() })).toBe('403 WRONG_ENVIRONMENT');
    expect(await said({ url: `${NGINX}?dataset=a`, headers: bearer() })).toBe('403 DATASET_NOT_ALLOWED');
    const mapper = await ask({ url: `${NGINX}?permission=mapper`, headers: bearer() });
    expect(mapper.said).toBe('403 INSUFFICIENT_PERMISSIONS');
    expect(await said({ url: `${NGINX}?permission=generator`, headers: bearer() })).toBe('200 VALID');
    expect(await said({ headers: { 'X-API-Key': key.key } })).toBe('401 SECRET_REQUIRED');
  });

  test('beyond its limit, with the time to retry', async () => {
    const limited = await newKey(actor);
    await prisma(database()).apiKey.update({
      where: { id: limited.id },
      data: { rateLimit: 1, ratePeriod: 'day' },
    });
    expect(await said({ headers: bearer(limited) })).toBe('200 VALID');
    const answer = await ask({ headers: bearer(limited) });
    expect(answer.said).toBe('403 RATE_LIMITED');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the original request', () => {
  test.each([
    '/v2/token//generate',
    '//v2/token/generate',
    '/v2/token/x/../generate',
    '/v2/token/x/..;/generate',
    '/v2/token/%2e%2e/token/generate',
    '/v2/token%2fgenerate',
    '/v2/token/generate/',
    '/v2/token/Generate',
    '/v2\\token/generate',
    'v2/token/generate',
    'http://x/v2/token/generate',
    '*',
    '',
  ])('%s is no endpoint', async (path) => {
    expect(await said({ headers: { ...bearer(), 'X-Original-URI': path } })).toBe(
      '403 INSUFFICIENT_PERMISSIONS',
    );
  });

  test.each(['caddy', 'traefik'])('%s: its own pair of headers, never the other', async (gateway) => {
    const url = `/v1/forward-auth/${gateway}/production`;
    const pair = { 'X-Forwarded-Method': 'POST', 'X-Forwarded-Uri': '/v2/token/validate' };
    expect(await said({ url, headers: bearer() })).toBe('403 INSUFFICIENT_PERMISSIONS');
    expect(await said({ url, headers: { ...bearer(), ...pair } })).toBe('200 VALID');
    const wrong = { 'X-Original-Method': 'DELETE', 'X-Original-URI': '/' };
    expect(await said({ url, headers: { ...bearer(), ...pair, ...wrong } })).toBe('200 VALID');
    expect(await said({ headers: { ...bearer(), ...pair, ...wrong } })).toBe('403 INSUFFICIENT_PERMISSIONS');
  });

  test('as Envoy sends it: the method its own, the path behind the prefix, the query the client’s', async () => {
    const url = '/v1/forward-auth/envoy/production';
    const envoy = (method: string, path: string) => said({ method, url: `${url}${path}`, headers: bearer() });
    expect(await envoy('POST', '/v2/token/generate?dataset=a&permission=mapper&x=1')).toBe('200 VALID');
    expect(await envoy('GET', '/v2/token/generate')).toBe('403 INSUFFICIENT_PERMISSIONS');
    expect(await envoy('POST', '')).toBe('403 INSUFFICIENT_PERMISSIONS');
    expect(await envoy('POST', '//v2/token/generate')).toBe('403 INSUFFICIENT_PERMISSIONS');
    expect(await envoy('POST', '/../../nginx/production')).toBe('403 INSUFFICIENT_PERMISSIONS');
  });
});
