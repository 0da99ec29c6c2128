import type pg from 'pg';
import { HOUR_MS } from '@/lib/platform/time/durations';
import type { UsageBatch, Uses } from './batch';

/** Which verifier writes, and the batch's number, which goes up by one with each batch. */
export type Writing = { writerId: string; number: number };

/**
 * Writes a batch in one transaction, counted to the hour of `now` (milliseconds since the epoch). Only VALID counts as
 * a use. A last use only moves forward, so that a slower verifier's older use doesn't overwrite a newer one.
 * Credentials that have been deleted are left out. A batch that was written but whose answer was lost isn't written
 * twice: each writer's last number is stored. The current hour is counted beside the last use. The first use of a
 * credential in a new hour moves the finished hour to `usage_hour`, which refusals are counted in from the start. The
 * view `credential_usage` shows both. Verifiers that write the same credentials wait for each other row by row, in the
 * order of the ids, and for nothing else.
 */
export async function writeUsage(
  pool: pg.Pool,
  batch: UsageBatch,
  now: number,
  { writerId, number }: Writing,
): Promise<void> {
  const { uses, refusals } = batch;
  if (uses.ids.length + refusals.ids.length === 0) return;
  const hour = new Date(now - (now % HOUR_MS));
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(NOTE_NUMBER, [writerId, number]);
    if (rowCount === 0) return;
    if (uses.ids.length > 0) await writeUses(client, uses, hour, now);
    if (refusals.ids.length > 0) {
      const { ids, codes, times } = refusals;
      await client.query(ADD_REFUSALS, [toArray(ids), toArray(codes), toArray(times), hour]);
    }
  });
}

/** A writer that has stopped. Those that ended without notice are swept. */
export async function forgetWriter(pool: pg.Pool, writerId: string): Promise<void> {
  await pool.query('delete from usage_writer where writer_id = $1', [writerId]);
}

async function writeUses(client: pg.PoolClient, uses: Uses, hour: Date, now: number): Promise<void> {
  const ids = toArray(uses.ids);
  const { rows } = await client.query<{ finished: boolean }>(LOCK_USES, [ids, hour]);
  let anyFinished = rows.some(({ finished }) => finished);
  if (rows.length < uses.ids.length) {
    await client.query(OPEN_USES, [ids, hour]);
    const again = await client.query<{ finished: boolean }>(LOCK_USES, [ids, hour]);
    anyFinished = again.rows.some(({ finished }) => finished);
  }
  if (anyFinished) await client.query(FINISH_HOUR, [ids, hour]);
  const ago = toArray(uses.at.map((at) => now - at));
  const addresses = toArray(uses.addresses.map((address) => address ?? 'NULL'));
  await client.query(ADD_USES, [ids, ago, addresses, toArray(uses.times), hour, now]);
}

/**
 * An array literal of PostgreSQL. Ids, numbers, codes and addresses never need quoting, and checking each for it takes
 * longer than everything else.
 */
const toArray = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

/** What failed part-way is rolled back by closing the connection, which may be what failed. */
async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  // A lost connection fails its query, which is handled, and emits this event as well: without a listener it would end
  // the process.
  client.on('error', ignore);
  let failed = true;
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
    failed = false;
  } finally {
    client.off('error', ignore);
    client.release(failed);
  }
}

const ignore = () => undefined;

const NOTE_NUMBER = `
  insert into usage_writer as w (writer_id, number, written_at) values ($1, $2, clock_timestamp())
  on conflict (writer_id) do update set number = excluded.number, written_at = excluded.written_at
  where w.number < excluded.number`;

/** Everyone locks rows in the same order: two that lock the same rows wait for each other, and never deadlock. */
const LOCK_USES = `
  select hour < $2 as finished from credential_use
  where credential_id = any($1::uuid[]) order by credential_id for no key update`;

/** For credentials that were not used before. The last use is filled in afterwards. */
const OPEN_USES = `
  insert into credential_use (credential_id, at, hour, count)
  select c.id, '-infinity', $2, 0 from credential c where c.id = any($1::uuid[]) order by c.id
  on conflict (credential_id) do nothing`;

const FINISH_HOUR = `
  insert into usage_hour as h (credential_id, hour, code, count)
  select credential_id, hour, 'VALID', count from credential_use
  where credential_id = any($1::uuid[]) and hour < $2 and count > 0
  on conflict (credential_id, hour, code) do update set count = h.count + excluded.count`;

/**
 * For rows that are locked. Each use is given as milliseconds before $6: a short number is written and read faster than
 * a timestamp.
 */
const ADD_USES = `
  update credential_use u set
    at = greatest(u.at, n.at),
    address = case when n.at < u.at then u.address else coalesce(n.address, u.address) end,
    hour = greatest(u.hour, $5),
    count = case when u.hour < $5 then n.times else u.count + n.times end
  from (
    select id, to_timestamp(($6::float8 - ago) / 1000) as at, address, times
    from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) as u(id, ago, address, times)) n
  where u.credential_id = n.id`;

const ADD_REFUSALS = `
  insert into usage_hour as h (credential_id, hour, code, count)
  select n.id, $4, n.code, n.times
  from unnest($1::uuid[], $2::text[], $3::bigint[]) as n(id, code, times)
  join credential c on c.id = n.id
  order by n.id, n.code
  on conflict (credential_id, hour, code) do update set count = h.count + excluded.count`;
