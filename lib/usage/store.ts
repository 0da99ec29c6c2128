import type pg from 'pg';
import { type Line, linesFrom, type UsageBatch } from './batch';

/**
 * Writes a batch in one statement: counts are added, last uses only ever move forward, so that a slower verifier's
 * older use does not overwrite a newer one. Only VALID is a use. Rows are written in the order of their ids, so that two
 * verifiers writing at once wait for each other instead of dying of a deadlock. Credentials that were deleted meanwhile
 * are left out.
 */
export async function writeUsage(pool: pg.Pool, batch: UsageBatch): Promise<void> {
  if (batch.size === 0) return;
  const counts = { ids: [] as string[], hours: [] as number[], codes: [] as string[], times: [] as number[] };
  const uses = { ids: [] as string[], times: [] as number[], addresses: [] as string[] };
  for (const [id, first] of batch) {
    let last: Line | null = null;
    for (const line of linesFrom(first)) {
      counts.ids.push(id);
      counts.hours.push(line.hour);
      counts.codes.push(line.code);
      counts.times.push(line.times);
      if (line.code === 'VALID' && line.at >= (last?.at ?? 0)) last = line;
    }
    if (!last) continue;
    uses.ids.push(id);
    uses.times.push(last.at);
    uses.addresses.push(last.address ?? 'NULL');
  }
  const lists = [counts.ids, counts.hours, counts.codes, counts.times, uses.ids, uses.times, uses.addresses];
  await pool.query(WRITE, lists.map(toArray));
}

/**
 * An array as PostgreSQL writes it. Ids, numbers, codes and addresses hold nothing that would have to be quoted, and
 * looking through each for what does takes longer than all the rest.
 */
const toArray = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

const WRITE = `
  with counted as (
    insert into usage_hour as h (credential_id, hour, code, count)
    select n.id, to_timestamp(n.hour / 1000.0), n.code, n.times
    from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[]) as n(id, hour, code, times)
    join credential c on c.id = n.id
    order by n.id, n.hour, n.code
    on conflict (credential_id, hour, code) do update set count = h.count + excluded.count
  )
  insert into credential_use as u (credential_id, at, address)
  select n.id, to_timestamp(n.at / 1000.0), n.address
  from unnest($5::uuid[], $6::bigint[], $7::text[]) as n(id, at, address)
  join credential c on c.id = n.id
  order by n.id
  on conflict (credential_id) do update set at = excluded.at, address = coalesce(excluded.address, u.address)
  where u.at < excluded.at`;
