import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { settings } from '@/lib/platform/env/env';
import { newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { inChunks, UsageCollector } from './batch';
import { writeUsage } from './usage-store';

let pool: pg.Pool;
let actor: Actor;
beforeAll(async () => {
  pool = new pg.Pool({ connectionString: settings().databaseUrl });
  actor = await newActor();
});
afterAll(() => pool.end());

/** Of one day: `12:05`. */
const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);

type Use = { code?: string; time: string; address?: string; writtenAt?: string };

/** Writes what a verifier counts of these credentials, each used twice at that time. */
function write(ids: string[], { code = 'VALID', time, address, writtenAt = time }: Use): Promise<void> {
  const collector = new UsageCollector();
  for (const id of [...ids, ...ids]) collector.add(id, code, address ?? null, at(time).getTime());
  return writeUsage(pool, collector.take(), at(writtenAt).getTime(), firstOf());
}

/** The first batch of another verifier. */
const firstOf = () => ({ writerId: randomUUID(), number: 1 });

async function newCredential(): Promise<{ id: string; credentialId: string }> {
  const { id } = await newKey(actor);
  return { id, credentialId: (await requireKey(actor, id)).credentialId };
}

/** As `12 VALID 6`: the hour, the code, how often. */
async function counts(credentialId: string): Promise<string[]> {
  const { rows } = await pool.query<{ hour: Date; code: string; count: string }>(
    `select hour, code, sum(count) as count from credential_usage where credential_id = $1
      group by hour, code order by hour, code`,
    [credentialId],
  );
  return rows.map(({ hour, code, count }) => `${hour.getUTCHours()} ${code} ${count}`);
}

test('the latest use is written to credential and key, and never goes back; counts add up', async () => {
  const { id, credentialId } = await newCredential();
  await write([credentialId], { time: '12:05', address: '203.0.113.7' });
  await write([credentialId], { time: '12:03', address: '198.51.100.1' });
  await write([credentialId], { time: '12:06' });
  await write([credentialId], { time: '12:07', code: 'EXPIRED' });
  await write([credentialId], { time: '12:08', code: 'EXPIRED' });
  const key = await requireKey(actor, id);
  expect(key.lastUsedAt).toBe(at('12:06').toISOString());
  expect(key.credentials).toMatchObject([
    { lastUsedAt: at('12:06').toISOString(), lastUsedAddress: '203.0.113.7' },
  ]);
  expect(await counts(credentialId)).toEqual(['12 EXPIRED 4', '12 VALID 6']);
});

test('a new hour is counted by itself, and the one before stays as it was', async () => {
  const { credentialId } = await newCredential();
  const { credentialId: other } = await newCredential();
  await write([credentialId, other], { time: '12:59', address: '203.0.113.7' });
  await write([credentialId], { time: '13:00' });
  await write([credentialId, other], { time: '14:30' });
  await write([credentialId], { time: '14:40' });
  expect(await counts(credentialId)).toEqual(['12 VALID 2', '13 VALID 2', '14 VALID 4']);
  expect(await counts(other)).toEqual(['12 VALID 2', '14 VALID 2']);
});

test('what a verifier with a slow clock writes counts in the hour that had begun', async () => {
  const { id, credentialId } = await newCredential();
  await write([credentialId], { time: '13:00', address: '203.0.113.7' });
  await write([credentialId], { time: '12:59', address: '198.51.100.1' });
  expect(await counts(credentialId)).toEqual(['13 VALID 4']);
  expect((await requireKey(actor, id)).lastUsedAt).toBe(at('13:00').toISOString());
});

test('what was used before a long wait for the database is counted once it is written', async () => {
  const { id, credentialId } = await newCredential();
  await write([credentialId], { time: '12:59', writtenAt: '15:02' });
  expect(await counts(credentialId)).toEqual(['15 VALID 2']);
  expect((await requireKey(actor, id)).lastUsedAt).toBe(at('12:59').toISOString());
});

test('a credential that has been deleted does not keep the others from being written', async () => {
  const { id, credentialId } = await newCredential();
  await write([randomUUID(), credentialId], { time: '12:07' });
  await write([randomUUID(), credentialId], { time: '12:08' });
  await write([randomUUID(), credentialId], { time: '12:08', code: 'EXPIRED' });
  expect((await requireKey(actor, id)).lastUsedAt).toBe(at('12:08').toISOString());
  expect(await counts(credentialId)).toEqual(['12 EXPIRED 2', '12 VALID 4']);
});

test('what fails half-way leaves nothing behind', async () => {
  const { credentialId } = await newCredential();
  const collector = new UsageCollector();
  collector.add(credentialId, 'VALID', null, at('12:05').getTime());
  collector.add('no uuid', 'EXPIRED', null, at('12:05').getTime());
  await expect(writeUsage(pool, collector.take(), at('12:05').getTime(), firstOf())).rejects.toThrow('uuid');
  expect(await counts(credentialId)).toEqual([]);
});

test('two verifiers that write the same keys concurrently both succeed', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, newCredential));
  const ids = made.map(({ credentialId }) => credentialId);
  const batch = (order: string[], minute: number) => write(order, { time: `12:0${minute}` });
  await Promise.all(Array.from({ length: 10 }, (_, i) => batch(i % 2 ? ids : [...ids].reverse(), i)));
  const last = await Promise.all(made.map(async ({ id }) => (await requireKey(actor, id)).lastUsedAt));
  expect(new Set(last)).toEqual(new Set([at('12:09').toISOString()]));
  expect(await Promise.all(ids.map(counts))).toEqual(ids.map(() => ['12 VALID 20']));
});

test('of several verifiers that begin an hour together, none counts the last one twice or loses its own', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, newCredential));
  const ids = made.map(({ credentialId }) => credentialId);
  const hours = ['12', '13', '14', '15', '16'];
  for (const hour of hours) {
    const verifier = (i: number) => write(i % 2 ? ids : [...ids].reverse(), { time: `${hour}:0${i}` });
    await Promise.all([0, 1, 2, 3].map(verifier));
  }
  expect(await Promise.all(ids.map(counts))).toEqual(ids.map(() => hours.map((hour) => `${hour} VALID 8`)));
});

test('a batch whose answer was lost counts once, and the next one counts', async () => {
  const { credentialId } = await newCredential();
  const writerId = randomUUID();
  const collector = new UsageCollector();
  collector.add(credentialId, 'VALID', null, at('12:05').getTime());
  collector.add(credentialId, 'EXPIRED', null, at('12:05').getTime());
  const batch = collector.take();
  for (const number of [1, 1, 2]) await writeUsage(pool, batch, at('12:05').getTime(), { writerId, number });
  expect(await counts(credentialId)).toEqual(['12 EXPIRED 2', '12 VALID 2']);
});

test('verifiers that write other credentials do not wait for one that is held up', async () => {
  const [{ credentialId: held }, { credentialId: free }] = [await newCredential(), await newCredential()];
  await write([held, free], { time: '12:01' });
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query('select 1 from credential_use where credential_id = $1 for update', [held]);
  const waiting = write([held], { time: '12:02' });
  await write([free], { time: '12:03' });
  expect(await counts(free)).toEqual(['12 VALID 4']);
  await holder.query('rollback');
  holder.release();
  await waiting;
  expect(await counts(held)).toEqual(['12 VALID 4']);
});

test('a large batch is written in parts', () => {
  const collector = new UsageCollector();
  for (const id of ['a', 'b', 'c']) collector.add(id, 'VALID', null, at('12:01').getTime());
  collector.add('d', 'EXPIRED', null, at('12:01').getTime());
  const [first, second, ...more] = inChunks(collector.take(), 2);
  expect(first).toMatchObject({ uses: { ids: ['a', 'b'] }, refusals: { ids: ['d'] } });
  expect(second).toMatchObject({ uses: { ids: ['c'], times: [1] }, refusals: { ids: [] } });
  expect(more).toEqual([]);
});

test('a use that comes late does not put an earlier time or an unknown address in the place of what is known', () => {
  const collector = new UsageCollector();
  const add = (time: string, address: string | null) =>
    collector.add('a', 'VALID', address, at(time).getTime());
  add('12:02', '203.0.113.7');
  add('12:01', '198.51.100.1');
  add('12:03', null);
  expect(collector.take().uses).toEqual({
    ids: ['a'],
    times: [3],
    at: [at('12:03').getTime()],
    addresses: ['203.0.113.7'],
  });
  expect(collector.take().uses.ids).toEqual([]);
  add('11:00', null);
  expect(collector.take().uses).toEqual({
    ids: ['a'],
    times: [1],
    at: [at('11:00').getTime()],
    addresses: [null],
  });
});
