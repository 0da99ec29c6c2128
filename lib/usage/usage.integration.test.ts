import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { database } from '@/lib/db/client';
import { settings } from '@/lib/env';
import { newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { linesFrom, UsageCollector } from './batch';
import { writeUsage } from './store';

let pool: pg.Pool;
let actor: Actor;
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: settings().databaseUrl });
  actor = await newActor();
});
afterAll(() => pool.end());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));

type Use = { code?: string; minute: number; address?: string };

/** What a verifier counts of these credentials, each used twice at that minute. */
function batchOf(ids: string[], { code = 'VALID', minute, address }: Use) {
  const collector = new UsageCollector();
  for (const id of [...ids, ...ids]) collector.add(id, code, address ?? null, at(minute).getTime());
  return collector.take();
}

test('the latest use is written to credential and key, and never goes back; counts add up', async () => {
  const { id } = await newKey(actor);
  const { credentialId } = await requireKey(actor, id);
  const write = (use: Use) => writeUsage(pool, batchOf([credentialId], use));
  await write({ minute: 5, address: '203.0.113.7' });
  await write({ minute: 3, address: '198.51.100.1' });
  await write({ minute: 6 });
  await write({ minute: 7, code: 'EXPIRED' });
  const key = await requireKey(actor, id);
  expect(key.lastUsedAt).toBe(at(6).toISOString());
  expect(key.credentials).toMatchObject([
    { lastUsedAt: at(6).toISOString(), lastUsedAddress: '203.0.113.7' },
  ]);
  const hours = await database().usageHour.findMany({ where: { credentialId }, orderBy: { code: 'asc' } });
  expect(hours).toMatchObject([
    { hour: at(0), code: 'EXPIRED', count: 2n },
    { hour: at(0), code: 'VALID', count: 6n },
  ]);
});

test('a credential that was deleted meanwhile does not keep the others from being written', async () => {
  const { id } = await newKey(actor);
  const { credentialId } = await requireKey(actor, id);
  await writeUsage(pool, batchOf([randomUUID(), credentialId], { minute: 7 }));
  expect((await requireKey(actor, id)).lastUsedAt).toBe(at(7).toISOString());
});

test('two verifiers that write the same keys at once both get through', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => newKey(actor)));
  const ids = await Promise.all(keys.map(async ({ id }) => (await requireKey(actor, id)).credentialId));
  const batch = (order: string[], minute: number) => writeUsage(pool, batchOf(order, { minute }));
  await Promise.all(Array.from({ length: 10 }, (_, i) => batch(i % 2 ? ids : [...ids].reverse(), i)));
  const last = await Promise.all(keys.map(async ({ id }) => (await requireKey(actor, id)).lastUsedAt));
  expect(new Set(last)).toEqual(new Set([at(9).toISOString()]));
});

test('what could not be written is kept, behind what is newer', () => {
  const collector = new UsageCollector();
  const add = (id: string, minute: number, address: string | null, code = 'VALID') =>
    collector.add(id, code, address, at(minute).getTime());
  add('a', 1, '203.0.113.7');
  add('b', 1, null, 'EXPIRED');
  const taken = collector.take();
  add('a', 2, null);
  collector.giveBack(taken);
  const kept = [...collector.take()].map(([id, first]) => [id, [...linesFrom(first)]]);
  const hour = at(0).getTime();
  const [one, two] = [at(1).getTime(), at(2).getTime()];
  expect(kept).toEqual([
    ['a', [{ hour, code: 'VALID', times: 2, at: two, address: '203.0.113.7', next: null }]],
    ['b', [{ hour, code: 'EXPIRED', times: 1, at: one, address: null, next: null }]],
  ]);
});
