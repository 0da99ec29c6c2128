import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { CreateKey, Reveal } from '@/lib/access/keys/schema';
import { changeGrant } from '@/lib/access/permissions/change-grant';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { restoreClock, stopClock } from '@/test/clock';
import { newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import type { Reason, TryRequest } from './schema';
import { findTryKeys, getTryKey, tryRequest } from './try-request';

let actor: Actor;
let verifier: TestVerifier;
beforeAll(async () => {
  actor = await newActor();
  verifier = await startVerifier();
});
afterEach(() => {
  restoreClock();
});
afterAll(() => verifier.stop());

/** The form as it opens for a key, and what was filled in. */
async function form({ id }: { id: string }, more: Partial<TryRequest> = {}): Promise<TryRequest> {
  const key = await requireKey(actor, id);
  return {
    credentialId: key.credentialId,
    withSecret: key.type === 'secret',
    environment: 'production',
    method: 'POST',
    path: '',
    permission: '',
    client: '',
    dataset: '',
    ...more,
  };
}

async function reasonOf(given: TryRequest): Promise<Reason> {
  const tried = await tryRequest(actor, given);
  if (!tried.ok) throw new Error(tried.code);
  return tried.value.reason;
}

/** The same request at a real verifier. */
const ask = ({ key, secret }: Reveal, given: TryRequest, stranger: string | null) =>
  verifier.verify({
    key,
    ...(given.withSecret && { secret: secret ?? stranger }),
    environment: given.environment,
    ...(given.path !== '' && { method: given.method, path: given.path }),
    ...(given.permission !== '' && { permission: given.permission }),
    ...(given.client !== '' && { clientIp: given.client }),
    ...(given.dataset !== '' && { dataset: given.dataset }),
  });

const disable = ({ id }: Reveal) => changeKeyStatus(actor, 'disable', { id });
const revoke = ({ id }: Reveal) => changeKeyStatus(actor, 'revoke', { id });
const ENDED = new Date('2026-01-02T03:04:05Z');
const expire = ({ id }: Reveal) =>
  prisma(database()).apiKey.update({ where: { id }, data: { expiresAt: ENDED } });

const generate = { path: '/v2/token/generate' };
const refresh = { path: '/v2/token/refresh' };
const open = { type: 'public' } as const;
const generator = { label: 'Generator', method: 'POST' };
const insufficient = 'INSUFFICIENT_PERMISSIONS';
type Then = (key: Reveal) => Promise<unknown>;
type Row = [string, Partial<CreateKey>, Then | null, Partial<TryRequest>, Reason];

const ROWS: Row[] = [
  ['a good key, nothing asked', {}, null, {}, { code: 'VALID', by: [] }],
  [
    'an endpoint',
    {},
    null,
    { path: '/v2/token/generate?sort=a/b' },
    { code: 'VALID', by: [{ ...generator, pattern: generate.path, keyAlone: false }] },
  ],
  [
    'an endpoint open to the key alone',
    {},
    null,
    { ...refresh, withSecret: false },
    { code: 'VALID', by: [{ ...generator, pattern: refresh.path, keyAlone: true }] },
  ],
  [
    'two permissions name it',
    { permissions: ['sharer', 'bidder'] },
    null,
    { path: '/v2/key/sharing', permission: 'bidder' },
    {
      code: 'VALID',
      by: [
        { label: 'Sharer', method: 'POST', pattern: '/v2/key/sharing', keyAlone: false },
        { label: 'Bidder', method: 'POST', pattern: '/v2/key/sharing', keyAlone: false },
      ],
    },
  ],
  ['a secret with a public key', open, null, { withSecret: true }, { code: 'NOT_FOUND', proved: null }],
  [
    'a dead key without its secret',
    {},
    disable,
    { ...refresh, withSecret: false },
    { code: 'NOT_FOUND', proved: 'DISABLED' },
  ],
  ['no secret', {}, null, { ...generate, withSecret: false }, { code: 'SECRET_REQUIRED', proved: 'VALID' }],
  [
    'no secret, and it would not help',
    { ipRanges: '10.0.0.0/8' },
    null,
    { withSecret: false },
    { code: 'SECRET_REQUIRED', proved: 'IP_NOT_ALLOWED' },
  ],
  ['revoked', {}, revoke, {}, { code: 'REVOKED' }],
  ['disabled', {}, disable, {}, { code: 'DISABLED' }],
  ['disabled, public', open, disable, {}, { code: 'DISABLED' }],
  ['expired', {}, expire, {}, { code: 'EXPIRED', endedAt: ENDED.toISOString() }],
  [
    'the other environment',
    { environment: 'integration' },
    null,
    {},
    { code: 'WRONG_ENVIRONMENT', environment: 'integration' },
  ],
  [
    'another address',
    { ipRanges: '2001:db8::/32' },
    null,
    { client: '::ffff:203.0.113.7' },
    { code: 'IP_NOT_ALLOWED', client: '203.0.113.7' },
  ],
  ['no address', { ipRanges: '10.0.0.1' }, null, {}, { code: 'IP_NOT_ALLOWED', client: null }],
  ['a dataset', {}, null, { dataset: 'd' }, { code: 'DATASET_NOT_ALLOWED', none: true }],
  [
    'a permission that is not held',
    {},
    null,
    { permission: 'mapper' },
    { code: insufficient, why: 'not-held', permissions: [{ label: 'Mapper', granted: true }] },
  ],
  [
    'a permission that is in no catalogue',
    {},
    null,
    { permission: 'root' },
    { code: insufficient, why: 'not-held', permissions: [{ label: 'root', granted: false }] },
  ],
  [
    'an endpoint of another permission',
    {},
    null,
    { path: '/v3/identity/map' },
    { code: insufficient, why: 'not-named', permissions: [{ label: 'Mapper', granted: true }] },
  ],
  [
    'an endpoint of no permission',
    {},
    null,
    { ...generate, method: 'GET' },
    { code: insufficient, why: 'not-named', permissions: [] },
  ],
  [
    'a path that can be read in two ways',
    {},
    null,
    { path: '/v2/x/../token/generate' },
    { code: insufficient, why: 'unclear-path', permissions: [] },
  ],
  [
    'a public key where a secret is asked for',
    open,
    null,
    generate,
    { code: insufficient, why: 'secret-asked', permissions: [] },
  ],
  [
    'a public key and a named permission',
    open,
    null,
    { permission: 'generator' },
    { code: insufficient, why: 'secret-asked', permissions: [] },
  ],
];

describe('the reason, and the same from the verifier', () => {
  test.each(ROWS)('%s', async (_case, given, then, more, reason) => {
    const key = await newKey(actor, given);
    await then?.(key);
    const asked = await form(key, more);
    expect(await reasonOf(asked)).toEqual(reason);
    const stranger = key.secret ?? (await newKey(actor)).secret;
    expect(await ask(key, asked, stranger)).toMatchObject({ code: reason.code });
  });

  test('a withdrawn permission does not count', async () => {
    const poor = await newActor();
    const key = await newKey(poor, { permissions: ['mapper', 'generator'] });
    await changeGrant({ userId: null, name: 'test', address: '' }, 'withdraw', {
      organization: poor.organization.name,
      permission: 'mapper',
    });
    const { credentialId } = await requireKey(poor, key.id);
    const asked = { ...(await form(await newKey(actor))), credentialId, path: '/v3/identity/map' };
    const tried = await tryRequest(poor, asked);
    const permissions = [{ label: 'Mapper', granted: false }];
    expect(tried).toMatchObject({ value: { reason: { code: insufficient, why: 'not-named', permissions } } });
    expect(await ask(key, asked, null)).toMatchObject({ code: insufficient });
  });

  test('rolled: the older credentials, which are found by their key', async () => {
    const { seed } = await withAuthenticator(actor);
    const key = await newKey(actor);
    const older = await form(key);
    stopClock(Date.now() + 30_000);
    const code = await passcodeAt(seed, new Date());
    const rolled = await rollKey(actor, await rollForm(actor, key.id, code, { grace: 'now' }));
    if (!rolled.ok) throw new Error(rolled.code);
    expect(await reasonOf(older)).toEqual({ code: 'ROLLED', endedAt: new Date().toISOString() });
    expect(await ask(key, older, null)).toMatchObject({ code: 'ROLLED' });
    expect(await reasonOf(await form(key))).toMatchObject({ code: 'VALID' });
    expect(await findTryKeys(actor, { text: key.key })).toMatchObject({
      value: { keys: [{ credentialId: older.credentialId, current: false }] },
    });
    expect(await findTryKeys(actor, { text: key.name })).toMatchObject({
      value: { keys: [{ key: rolled.value.key, current: true }] },
    });
  });
});

test('a try counts as no use, leaves no trace and takes nothing from the limit', async () => {
  const key = await newKey(actor, { rate: { limit: '1', period: 'day' } });
  const events = await prisma(database()).auditEvent.count();
  for (let i = 0; i < 3; i++) {
    const tried = await tryRequest(actor, await form(key, generate));
    expect(tried).toMatchObject({ value: { reason: { code: 'VALID' }, rate: { limit: 1, period: 'day' } } });
  }
  expect((await requireKey(actor, key.id)).lastUsedAt).toBeNull();
  expect(await prisma(database()).auditEvent.count()).toBe(events);
  expect(await prisma(database()).$queryRaw`select 1 from rate_window`).toEqual([]);
  const asked = await form(key, generate);
  expect(await ask(key, asked, null)).toMatchObject({ code: 'VALID' });
  expect(await ask(key, asked, null)).toMatchObject({ code: 'RATE_LIMITED' });
});

describe('whose keys', () => {
  test("another organization's key is not found, nor one that never was", async () => {
    const key = await newKey(actor, { name: 'Well hidden' });
    const stranger = await newActor();
    const asked = await form(key);
    expect(await tryRequest(stranger, asked)).toMatchObject({
      code: 'KEY_NOT_FOUND',
      fields: { credentialId: [expect.stringContaining('not there')] },
    });
    expect(await tryRequest(actor, { ...asked, credentialId: randomUUID() })).toMatchObject({
      code: 'KEY_NOT_FOUND',
    });
    expect(await getTryKey(stranger, key.id)).toBeNull();
    const none = { ok: true, value: { keys: [], more: false } };
    expect(await findTryKeys(stranger, { text: 'Well hidden' })).toEqual(none);
    expect(await findTryKeys(stranger, { text: key.key })).toEqual(none);
  });

  test('people who may only look can try', async () => {
    const key = await newKey(actor);
    const viewer = await newActor({ organization: actor.organization.name, role: 'viewer' });
    expect(await tryRequest(viewer, await form(key))).toMatchObject({ ok: true });
    expect(await getTryKey(viewer, key.id)).toMatchObject({ name: key.name, current: true });
  });

  test('twenty at most are listed, and that there are more is said', async () => {
    const many = await newActor();
    for (let i = 0; i < 21; i++) await newKey(many, { name: `Crowd ${i}` });
    const listed = async (text: string) => {
      const found = await findTryKeys(many, { text });
      if (!found.ok) throw new Error(found.code);
      return [found.value.keys.length, found.value.more];
    };
    expect(await listed('')).toEqual([20, true]);
    expect(await listed('crowd 1')).toEqual([11, false]);
    expect(await listed(' CROWD 20 ')).toEqual([1, false]);
  });
});
