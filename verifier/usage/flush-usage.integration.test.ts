import pg from 'pg';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { settings } from '@/lib/platform/env/env';
import { newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startFlushingUsage } from './flush-usage';

let actor: Actor;
let elsewhere: pg.Client;
beforeAll(async () => {
  actor = await newActor();
});
afterEach(() => elsewhere.end());

const openUses = (queryTimeoutMs: number) =>
  new pg.Pool({ connectionString: settings().databaseUrl, max: 1, query_timeout: queryTimeoutMs });

/** A credential whose row somebody else holds until `release`. */
async function heldCredential() {
  const { id } = await newKey(actor);
  const { credentialId } = await requireKey(actor, id);
  elsewhere = new pg.Client(settings().databaseUrl);
  await elsewhere.connect();
  await elsewhere.query(
    `insert into credential_use (credential_id, at, hour, count) values ($1, now(), date_trunc('hour', now(), 'UTC'), 0)`,
    [credentialId],
  );
  await elsewhere.query('begin');
  await elsewhere.query('select 1 from credential_use where credential_id = $1 for update', [credentialId]);
  return { credentialId, release: () => elsewhere.query('rollback') };
}

async function countOf(credentialId: string): Promise<number> {
  const { rows } = await elsewhere.query<{ count: string }>(
    'select coalesce(sum(count), 0) as count from credential_usage where credential_id = $1',
    [credentialId],
  );
  return Number(rows[0]?.count);
}

test('a database that is too slow for a while gets one batch at a time, and each use is counted once', async () => {
  const { credentialId, release } = await heldCredential();
  const pool = openUses(100);
  const connections = vi.spyOn(pool, 'connect');
  const usage = startFlushingUsage(pool, { everyMs: 5 });
  for (let i = 0; i < 10; i++) usage.collector.add(credentialId, 'VALID', null, Date.now());
  await vi.waitUntil(() => connections.mock.calls.length >= 3, { timeout: 5_000 });
  expect(pool.waitingCount).toBe(0);
  usage.collector.add(credentialId, 'VALID', null, Date.now());
  await release();
  await vi.waitUntil(async () => (await countOf(credentialId)) === 11, { timeout: 5_000 });
  await usage.stop();
  expect(await countOf(credentialId)).toBe(11);
});

test('stopping writes what is left, and waits no longer than it may', async () => {
  const { credentialId, release } = await heldCredential();
  const usage = startFlushingUsage(openUses(60_000), { stopWithinMs: 200 });
  usage.collector.add(credentialId, 'VALID', null, Date.now());
  const begun = performance.now();
  await usage.stop();
  expect(performance.now() - begun).toBeLessThan(2_000);
  await release();
  const next = startFlushingUsage(openUses(2_000));
  next.collector.add(credentialId, 'EXPIRED', null, Date.now());
  await next.stop();
  await vi.waitUntil(async () => (await countOf(credentialId)) === 2);
});
