import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { blockOldCredential } from '@/lib/access/keys/block-old-credential';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Reveal } from '@/lib/access/keys/schema';
import { changeGrant } from '@/lib/access/permissions/change-grant';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { restoreClock, stopClock } from '@/test/clock';
import { editForm, newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { pausableProxy } from '@/test/tcp-proxy';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const running: { stop(): Promise<void> | void }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});
async function verifier(options?: Parameters<typeof startVerifier>[0]): Promise<TestVerifier> {
  const started = await startVerifier(options);
  running.push(started);
  return started;
}

const present = ({ key, secret }: Reveal) => ({ key, secret });
const onGenerate = (key: Reveal) => ({ ...present(key), method: 'POST', path: '/v2/token/generate' });

describe('what was seen before asks no database', () => {
  test('a good key, a wrong secret, an unknown key', async () => {
    const { verify, asked } = await verifier();
    const key = await newKey(actor);
    const other = await newKey(actor);
    const wrong = { key: key.key, secret: other.secret };
    const unknown = await newKey(actor);
    await deleteKey(actor, { id: unknown.id, confirmation: unknown.key });
    await verify(present(key));
    await verify(present(unknown));
    const before = asked();
    for (let i = 0; i < 20; i++) {
      expect(await verify(present(key))).toMatchObject({ code: 'VALID' });
      expect(await verify(wrong)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await verify(present(unknown))).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(asked()).toBe(before);
  });

  test('garbage is not looked up at all', async () => {
    const { verify, asked } = await verifier();
    const { key, secret } = await newKey(actor);
    const before = asked();
    for (const body of [
      { key: key.slice(0, -1), secret },
      { key, secret: secret?.slice(0, -1) },
      { key, secret: '' },
      { key: 'k'.repeat(10_000) },
    ]) {
      expect(await verify(body)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(asked()).toBe(before);
    await verify({ key, secret });
    expect(await verify({ key, secret: 's'.repeat(10_000) })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('keys that are first seen together are read together, each correctly', async () => {
    const { directory, asked } = await verifier();
    const keys = await Promise.all(Array.from({ length: 10 }, () => newKey(actor)));
    const [gone] = keys;
    if (gone) await deleteKey(actor, { id: gone.id, confirmation: gone.key });
    // What keys begin with is known from the first one on.
    await directory.read((await newKey(actor)).key);
    const before = asked();
    const found = await Promise.all(keys.map(({ key }) => directory.read(key)));
    expect(found.map((each) => each?.entry?.id)).toEqual([undefined, ...keys.slice(1).map(({ id }) => id)]);
    expect(asked() - before).toBe(1);
  });

  test('a hundred concurrent requests with a new key query once', async () => {
    const { verify, asked } = await verifier();
    const key = await newKey(actor);
    const before = asked();
    const verdicts = await Promise.all(Array.from({ length: 100 }, () => verify(present(key))));
    expect(new Set(verdicts.map(({ code }) => code))).toEqual(new Set(['VALID']));
    expect(asked() - before).toBeLessThanOrEqual(2);
  });
});

describe('what the portal has answered holds at every verifier', () => {
  const withdraw = () =>
    changeGrant({ userId: null, name: 'test', address: '' }, 'withdraw', {
      organization: actor.organization.name,
      permission: 'mapper',
    });
  const CHANGES: [string, (key: Reveal) => Promise<{ ok: boolean }>, string][] = [
    ['disable', ({ id }) => changeKeyStatus(actor, 'disable', { id }), 'DISABLED'],
    ['revoke', ({ id }) => changeKeyStatus(actor, 'revoke', { id }), 'REVOKED'],
    ['delete', ({ id, key }) => deleteKey(actor, { id, confirmation: key }), 'NOT_FOUND'],
    [
      'IP ranges',
      async ({ id }) => editKey(actor, await editForm(actor, id, { ipRanges: '10.0.0.1' })),
      'IP_NOT_ALLOWED',
    ],
    [
      'permissions',
      async ({ id }) => editKey(actor, await editForm(actor, id, { permissions: ['sharer'] })),
      'INSUFFICIENT_PERMISSIONS',
    ],
    ['a withdrawn grant', withdraw, 'INSUFFICIENT_PERMISSIONS'],
  ];

  test.each(CHANGES)('%s', async (_change, change, code) => {
    const verifiers = await Promise.all([verifier(), verifier(), verifier()]);
    const key = await newKey(actor, { permissions: ['mapper', 'sharer'] });
    const body = { ...present(key), permission: 'mapper' };
    const ask = () => Promise.all(verifiers.map(({ verify }) => verify(body)));
    expect((await ask()).map((verdict) => verdict.code)).toEqual(['VALID', 'VALID', 'VALID']);
    expect(await change(key)).toMatchObject({ ok: true });
    expect((await ask()).map((verdict) => verdict.code)).toEqual([code, code, code]);
  });

  test('roll, then block the old ones', async () => {
    const { verify } = await verifier();
    const { seed } = await withAuthenticator(actor);
    stopClock(Date.now() + 30_000);
    const key = await newKey(actor);
    await verify(present(key));
    const rolled = await rollKey(actor, await rollForm(actor, key.id, await passcodeAt(seed, new Date())));
    if (!rolled.ok) throw new Error(rolled.code);
    expect(await verify(present(rolled.value))).toMatchObject({ code: 'VALID' });
    expect(await verify(present(key))).toMatchObject({ code: 'VALID' });
    const { old } = await requireKey(actor, key.id);
    await blockOldCredential(actor, { id: key.id, credentialId: old?.id ?? '' });
    expect(await verify(present(key))).toMatchObject({ code: 'ROLLED' });
    restoreClock();
  });

  test('a key that was unknown a moment ago is known once it is made', async () => {
    const { verify } = await verifier();
    const key = await newKey(actor);
    const found = await prisma(database()).credential.findUniqueOrThrow({ where: { key: key.key } });
    await prisma(database()).credential.delete({ where: { id: found.id } });
    await vi.waitUntil(async () => (await verify(present(key))).code === 'NOT_FOUND');
    await prisma(database()).credential.create({ data: found });
    await vi.waitUntil(async () => (await verify(present(key))).code === 'VALID');
  });
});

describe('a change by hand in SQL counts as well', () => {
  const STATEMENTS: [string, string][] = [
    ['DISABLED', `update api_key set status = 'disabled' where id = $1::uuid`],
    ['EXPIRED', `update api_key set expires_at = now() - interval '1 second' where id = $1::uuid`],
    ['WRONG_ENVIRONMENT', `update api_key set environment = 'integration' where id = $1::uuid`],
    ['ROLLED', `update credential set ends_at = now() - interval '1 second' where api_key_id = $1::uuid`],
    ['NOT_FOUND', `update credential set secret_hash = sha256('x') where api_key_id = $1::uuid`],
    ['NOT_FOUND', 'delete from credential where api_key_id = $1::uuid'],
    ['NOT_FOUND', 'delete from api_key where id = $1::uuid'],
    ['INSUFFICIENT_PERMISSIONS', 'delete from api_key_permission where api_key_id = $1::uuid'],
    [
      'INSUFFICIENT_PERMISSIONS',
      `update permission_endpoint set pattern = '/moved' where pattern = '/v2/token/generate' and $1 <> ''`,
    ],
  ];

  test.each(STATEMENTS)('%s: %s', async (code, statement) => {
    const { verify } = await verifier();
    const key = await newKey(actor);
    expect(await verify(onGenerate(key))).toMatchObject({ code: 'VALID' });
    await prisma(database()).$executeRawUnsafe(statement, key.id);
    await vi.waitUntil(async () => (await verify(onGenerate(key))).code === code);
    await prisma(database()).permissionEndpoint.updateMany({
      where: { pattern: '/moved' },
      data: { pattern: '/v2/token/generate' },
    });
  });
});

test('the fence: a reading that was held open over a deletion is not put back, nor judged by', async () => {
  let letGo = () => {};
  let held = Promise.resolve();
  let readings = 0;
  const { verify } = await verifier({
    around: (lookup) => ({
      ...lookup,
      async find(key) {
        const entry = await lookup.find(key);
        readings += 1;
        await held;
        return entry;
      },
    }),
  });
  const key = await newKey(actor);
  held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const underWay = verify(present(key));
  await vi.waitUntil(() => readings === 1);
  await deleteKey(actor, { id: key.id, confirmation: key.key });
  const after = verify(present(key));
  letGo();
  held = Promise.resolve();
  expect(await after).toMatchObject({ code: 'NOT_FOUND' });
  expect(await underWay).toMatchObject({ code: 'NOT_FOUND' });
  expect(readings).toBe(2);
});

describe('out of touch', () => {
  test('a verifier whose feed is cut stops trusting its memory within its lease', async () => {
    const proxy = await pausableProxy(settings().databaseUrl);
    running.push({ stop: proxy.close });
    const { verify, feed, asked } = await verifier({ feedUrl: proxy.url });
    const key = await newKey(actor);
    await verify(present(key));
    proxy.pause();
    // The portal waits for the lease of who does not answer, and no longer.
    await deleteKey(actor, { id: key.id, confirmation: key.key });
    expect(feed.trusted()).toBe(false);
    expect(await verify(present(key))).toMatchObject({ code: 'NOT_FOUND' });

    const living = await newKey(actor);
    await verify(present(living));
    const before = asked();
    await verify(present(living));
    expect(asked()).toBe(before + 1);
    proxy.restore();
    await vi.waitUntil(() => feed.trusted(), { timeout: 5_000 });
    expect(await verify(present(living))).toMatchObject({ code: 'VALID' });
  });

  test('and refuses with 503 when it cannot query either', async () => {
    const proxy = await pausableProxy(settings().databaseUrl);
    running.push({ stop: proxy.close });
    const { verify, url, feed, pool } = await verifier({ feedUrl: proxy.url });
    const key = await newKey(actor);
    await verify(present(key));
    proxy.pause();
    await vi.waitUntil(() => !feed.trusted(), { timeout: 5_000 });
    const query = vi.spyOn(pool, 'query').mockRejectedValue(new Error('the database is away') as never);
    const response = await fetch(`${url}/v1/verify`, { method: 'POST', body: JSON.stringify(present(key)) });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.text()).not.toContain('away');
    query.mockRestore();
  });

  test('a connection that PostgreSQL ends is made again, and what was missed is forgotten', async () => {
    const { verify, feed } = await verifier();
    const key = await newKey(actor);
    await verify(present(key));
    await prisma(database()).$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query like '%keyport_changes%'`;
    await prisma(database()).apiKey.update({ where: { id: key.id }, data: { status: 'disabled' } });
    await vi.waitUntil(async () => (await verify(present(key))).code === 'DISABLED', { timeout: 5_000 });
    await vi.waitUntil(() => feed.trusted(), { timeout: 5_000 });
  });
});

test('uses being written down make no verifier forget', async () => {
  const { verify, asked } = await verifier();
  const key = await newKey(actor);
  await verify(present(key));
  const { credentialId } = await requireKey(actor, key.id);
  const at = new Date();
  await prisma(database()).credentialUse.create({ data: { credentialId, at } });
  await prisma(database()).usageHour.create({ data: { credentialId, hour: at, code: 'VALID', count: 1 } });
  // Whatever those announced would come before this.
  await newKey(actor);
  const before = asked();
  await verify(present(key));
  expect(asked()).toBe(before);
});
