import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret } from '@/lib/access/credentials/token';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { send } from '@/test/http';
import { importKey, newToken } from '@/test/imports';
import { editForm, newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let ada: Actor;
let verifier: TestVerifier;
beforeAll(async () => {
  ada = await newActor();
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

const imported = (values: Record<string, unknown>) => importKey(ada, values);

/** What forward-auth says of a request to generate with these headers. */
async function askGateway(headers: Record<string, string>, path = '/v2/token/generate') {
  const original = { 'X-Original-Method': 'POST', 'X-Original-URI': path };
  const answer = await send(verifier.url, {
    path: '/v1/forward-auth/nginx/production',
    headers: { ...original, ...headers },
  });
  return [answer.status, answer.headers['x-keyport-code'], answer.headers['x-keyport-key-id']];
}

const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const bearer = (text: string) => ({ Authorization: `Bearer ${text}` });
const refused = [401, 'NOT_FOUND', ''];

describe('a token is presented as before', () => {
  test.each([
    ['of letters and digits', () => newToken()],
    ['with full stops, like a JWT', () => `eyJhbGciOiJIUzI1NiJ9.${newToken()}.sig-nature_`],
    ['that looks like a key and a secret', () => `client-7.${newToken()}`],
    ['that begins with a full stop', () => `.${newToken()}`],
    ['that ends with one', () => `${newToken()}.`],
    ['of every character that it may have', () => `${newToken()}!"#$%&'()*+-./:;<=>?@[\\]^_\`{|}~`],
    ['of 512 characters', () => newToken().padEnd(512, 'x')],
  ])('%s', async (_what, make) => {
    const token = make();
    const { id, key } = await imported({ token });
    const expected = { code: 'VALID', proved: 'secret', key: { id, key, type: 'secret' } };
    expect(await verifier.verify({ key: token, permission: 'generator' })).toMatchObject(expected);
    for (const headers of [bearer(token), { 'X-API-Key': token }]) {
      expect(await askGateway(headers)).toEqual([200, 'VALID', id]);
    }
    // A colon ends the user name (RFC 7617).
    if (!token.includes(':')) expect(await askGateway(basic(`${token}:`))).toEqual([200, 'VALID', id]);
    for (const wrong of [`${token}x`, token.slice(0, -1), `x${token}`, token.toUpperCase()]) {
      expect(await verifier.verify({ key: wrong })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('known by its SHA-256 alone', async () => {
    const token = newToken();
    const { id } = await imported({ tokenSha256: createHash('sha256').update(token).digest('base64') });
    expect(await verifier.verify({ key: token })).toMatchObject({ code: 'VALID', key: { id } });
    const digest = createHash('sha256').update(token).digest();
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(await verifier.verify({ key: digest.toString(form) })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('and in no other way: with a secret beside it, under its new identifier, in two credentials', async () => {
    const token = newToken();
    const { key } = await imported({ token });
    const own = await newKey(ada);
    expect(await verifier.verify({ key: token, secret: token })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await verifier.verify({ key: token, secret: '' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await verifier.verify({ key, secret: token })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await verifier.verify({ key, secret: own.secret })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await verifier.verify({ key: own.key, secret: token })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await verifier.verify({ key })).toMatchObject({ code: 'SECRET_REQUIRED' });
    expect(await askGateway({ ...bearer(token), 'X-API-Key': token })).toEqual(refused);
    expect(await askGateway({ 'X-API-Key': token, 'X-API-Secret': token })).toEqual(refused);
  });
});

describe('a pair is presented as before', () => {
  const pairs: [string, string, string][] = [
    ['of ordinary length', 'client-1', newToken()],
    ['with a short identifier', 'abc', newToken()],
    ['with an identifier that could be a token', 'A'.repeat(64), newToken()],
    ['with a secret that has full stops', 'client-2', `a.b.${newToken()}.c`],
    ['with a secret in Keyport’s form', 'client-3', newSecret('production')],
  ];
  test.each(pairs)('%s', async (_what, key, secret) => {
    const { id } = await imported({ key, secret });
    const other = newToken();
    for (const body of [{ key, secret }, { key: `${key}.${secret}` }]) {
      expect(await verifier.verify(body)).toMatchObject({ code: 'VALID', proved: 'secret', key: { id } });
    }
    for (const headers of [
      bearer(`${key}.${secret}`),
      basic(`${key}:${secret}`),
      { 'X-API-Key': key, 'X-API-Secret': secret },
    ]) {
      expect(await askGateway(headers)).toEqual([200, 'VALID', id]);
    }
    for (const body of [{ key, secret: other }, { key: `${key}.${other}` }, { key: secret }]) {
      expect(await verifier.verify(body)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await askGateway({ 'X-API-Key': key, 'X-API-Secret': other })).toEqual(refused);
  });

  test('its identifier alone where that is enough, and elsewhere it is not told from one that is unknown', async () => {
    const key = 'client-4';
    const { id } = await imported({
      key,
      secretSha256: createHash('sha256').update(newToken()).digest('hex'),
    });
    expect(await askGateway({ 'X-API-Key': key }, '/v2/token/refresh')).toEqual([200, 'VALID', id]);
    for (const path of ['/v2/token/generate', '/v2/nothing']) {
      const known = await askGateway({ 'X-API-Key': key }, path);
      expect(known).toEqual(refused);
      expect(known).toEqual(await askGateway({ 'X-API-Key': 'client-0' }, path));
    }
    for (const body of [{}, { permission: 'generator' }]) {
      expect(await verifier.verify({ key, ...body })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('it is judged like any other', () => {
  test('disabled, enabled, edited, revoked, each from the next request on', async () => {
    const token = newToken();
    const { id } = await imported({ token, permissions: ['generator', 'mapper'] });
    const ask = async (more = {}) => (await verifier.verify({ key: token, ...more })).code;
    expect(await ask({ environment: 'integration' })).toBe('WRONG_ENVIRONMENT');
    expect(await ask({ permission: 'sharer' })).toBe('INSUFFICIENT_PERMISSIONS');
    await changeKeyStatus(ada, 'disable', { id });
    expect(await ask()).toBe('DISABLED');
    await changeKeyStatus(ada, 'enable', { id });
    expect(await ask({ permission: 'mapper' })).toBe('VALID');
    await editKey(ada, await editForm(ada, id, { permissions: ['generator'], ipRanges: '203.0.113.7' }));
    expect(await ask({ permission: 'mapper', clientIp: '203.0.113.7' })).toBe('INSUFFICIENT_PERMISSIONS');
    expect(await ask()).toBe('IP_NOT_ALLOWED');
    expect(await ask({ clientIp: '203.0.113.7' })).toBe('VALID');
    await changeKeyStatus(ada, 'revoke', { id });
    expect(await ask({ clientIp: '203.0.113.7' })).toBe('REVOKED');
  });

  test('its limit, and each use is counted', async () => {
    const token = newToken();
    const { id } = await imported({ token });
    await editKey(ada, await editForm(ada, id, { rate: { limit: '2', period: 'day' } }));
    const codes = [];
    for (let i = 0; i < 3; i++) codes.push((await verifier.verify({ key: token })).code);
    expect(codes).toEqual(['VALID', 'VALID', 'RATE_LIMITED']);
    const { credentialId } = await requireKey(ada, id);
    expect(JSON.stringify(verifier.usage.take())).toContain(credentialId);
  });

  test('rolled into Keyport’s own form: the token works until its grace ends', async () => {
    const { seed } = await withAuthenticator(ada);
    const token = newToken();
    const { id, key } = await imported({ token });
    stopClock(Date.now() + 30_000);
    const rolled = await rollKey(
      ada,
      await rollForm(ada, id, await passcodeAt(seed, new Date()), { grace: '1h' }),
    );
    if (!rolled.ok) throw new Error(rolled.code);
    const fresh = { key: rolled.value.key, secret: rolled.value.secret };
    expect(fresh.key).toMatch(/^kp_live_/);
    expect(fresh.secret).toMatch(/^kps_live_/);
    expect(await verifier.verify({ key: token })).toMatchObject({ code: 'VALID', key: { id, key } });
    expect(await verifier.verify(fresh)).toMatchObject({ code: 'VALID', key: { id, key: fresh.key } });
    advanceClock(3_600_000);
    expect(await verifier.verify({ key: token })).toMatchObject({ code: 'ROLLED' });
    expect(await verifier.verify(fresh)).toMatchObject({ code: 'VALID' });
    restoreClock();
  });
});

test('an external id and metadata come with the key', async () => {
  const token = newToken();
  const { id } = await imported({ token, externalId: 'customer-4711', metadata: { plan: 'gold' } });
  expect(await verifier.verify({ key: token })).toMatchObject({
    code: 'VALID',
    key: { id, externalId: 'customer-4711', metadata: { plan: 'gold' } },
  });
});
