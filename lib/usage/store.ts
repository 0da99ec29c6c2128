import type pg from 'pg';
import type { UsageBatch, Uses } from './batch';

const HOUR_MS = 3_600_000;

/**
 * Writes a batch in one transaction, counted to the hour of `now` (milliseconds since the epoch). Only VALID is a use.
 * A last use only ever moves forward, so that a slower verifier's older use does not overwrite a newer one. Credentials
 * that were deleted meanwhile are left out.
 *
 * A use costs one write of one row: the count of the hour under way stands beside the last use. Whoever first uses a
 * credential in a new hour moves the finished one to `usage_hour`, where refusals are from the start. The view
 * `credential_usage` shows both.
 */
export async function writeUsage(pool: pg.Pool, batch: UsageBatch, now: number): Promise<void> {
  const { uses, refusals } = batch;
  if (uses.ids.length + refusals.ids.length === 0) return;
  const hour = new Date(now - (now % HOUR_MS));
  await inTransaction(pool, async (client) => {
    // One verifier after the other: two that begin an hour at once would count the last one twice and lose one's own, and
    // two that write the same rows in different orders could die of a deadlock.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('keyport usage', 0))`);
    if (uses.ids.length > 0) await writeUses(client, uses, hour, now);
    if (refusals.ids.length > 0) {
      const { ids, codes, times } = refusals;
      await client.query(ADD_REFUSALS, [toArray(ids), toArray(codes), toArray(times), hour]);
    }
  });
}

async function writeUses(client: pg.PoolClient, uses: Uses, hour: Date, now: number): Promise<void> {
  const ids = toArray(uses.ids);
  const ago = toArray(uses.at.map((at) => now - at));
  const addresses = toArray(uses.addresses.map((address) => address ?? 'NULL'));
  const values = [ids, ago, addresses, toArray(uses.times), hour, now];
  const { rowCount } = await client.query(ADD_USES, values);
  if (rowCount === uses.ids.length) return;
  await client.query(FINISH_HOUR, [ids, hour]);
  await client.query(BEGIN_HOUR, values);
}

/**
 * An array as PostgreSQL writes it. Ids, numbers, codes and addresses hold nothing that would have to be quoted, and
 * looking through each for what does takes longer than all the rest.
 */
const toArray = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

/** What went wrong half-way is undone by closing the connection, which may be what went wrong. */
async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  // A connection that is lost fails its query, which is told, and says so here besides: unheard, that ends a process.
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

/** How many milliseconds before $6 each was is a short number, which is read and written faster than the time is. */
const USES = `
  (select id, to_timestamp(($6::float8 - ago) / 1000) as at, address, times
   from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) as u(id, ago, address, times)) n`;

/** To the rows that are in this hour already, which are nearly all. */
const ADD_USES = `
  update credential_use u set
    at = greatest(u.at, n.at),
    address = case when n.at < u.at then u.address else coalesce(n.address, u.address) end,
    count = u.count + n.times
  from ${USES}
  where u.credential_id = n.id and u.hour >= $5`;

const FINISH_HOUR = `
  insert into usage_hour as h (credential_id, hour, code, count)
  select credential_id, hour, 'VALID', count from credential_use
  where credential_id = any($1::uuid[]) and hour < $2 and count > 0
  on conflict (credential_id, hour, code) do update set count = h.count + excluded.count`;

const BEGIN_HOUR = `
  insert into credential_use as u (credential_id, at, address, hour, count)
  select n.id, n.at, n.address, $5, n.times
  from ${USES}
  join credential c on c.id = n.id
  left join credential_use earlier on earlier.credential_id = n.id
  where earlier.hour is null or earlier.hour < $5
  on conflict (credential_id) do update set
    at = greatest(u.at, excluded.at),
    address = case when excluded.at < u.at then u.address else coalesce(excluded.address, u.address) end,
    hour = excluded.hour,
    count = excluded.count`;

const ADD_REFUSALS = `
  insert into usage_hour as h (credential_id, hour, code, count)
  select n.id, $4, n.code, n.times
  from unnest($1::uuid[], $2::text[], $3::bigint[]) as n(id, code, times)
  join credential c on c.id = n.id
  on conflict (credential_id, hour, code) do update set count = h.count + excluded.count`;
