import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { settings } from '@/lib/platform/env/env';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { exactLimiter } from './exact-limiter';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const DAILY = { limit: 20, period: 'day' } as const;

let actor: Actor;
let pool: pg.Pool;
let elsewhere: pg.Client;
beforeAll(async () => {
  actor = await newActor();
  pool = new pg.Pool({ connectionString: settings().databaseUrl, max: 2 });
  elsewhere = new pg.Client(settings().databaseUrl);
  await elsewhere.connect();
});
afterAll(() => Promise.all([pool.end(), elsewhere.end()]));

test('a key that is asked for all the time takes one connection, and others are served beside it', async () => {
  const { take } = exactLimiter(pool);
  const [hot, cold] = [await newKey(actor), await newKey(actor)];
  await take(hot.id, DAILY, NOON);
  await elsewhere.query('begin');
  await elsewhere.query('select 1 from rate_window where api_key_id = $1 for update', [hot.id]);
  const waiting = Array.from({ length: 50 }, () => take(hot.id, DAILY, NOON));
  expect(await take(cold.id, DAILY, NOON)).toBeNull();
  await elsewhere.query('rollback');
  const passed = (await Promise.all(waiting)).filter((wait) => wait === null);
  expect(passed).toHaveLength(DAILY.limit - 1);
});

test('what one verifier writes together, and others beside it, is counted to the last', async () => {
  const key = await newKey(actor);
  const limiters = Array.from({ length: 4 }, () => exactLimiter(pool));
  const asking = limiters.flatMap(({ take }) => Array.from({ length: 15 }, () => take(key.id, DAILY, NOON)));
  const passed = (await Promise.all(asking)).filter((wait) => wait === null);
  expect(passed).toHaveLength(DAILY.limit);
  const { rows } = await pool.query('select count from rate_window where api_key_id = $1', [key.id]);
  expect(rows).toEqual([{ count: DAILY.limit }]);
});

test('a key that is gone is refused by an error, and the next one is not kept waiting by it', async () => {
  const { take } = exactLimiter(pool);
  const gone = randomUUID();
  await expect(take(gone, DAILY, NOON)).rejects.toThrow('rate_window_api_key_id_fkey');
  await expect(take(gone, DAILY, NOON)).rejects.toThrow('rate_window_api_key_id_fkey');
  expect(await take((await newKey(actor)).id, DAILY, NOON)).toBeNull();
});
