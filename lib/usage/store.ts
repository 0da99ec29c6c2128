import type pg from 'pg';
import type { Usage, UsageBatch } from './batch';

/**
 * Writes a batch in one statement: counts are added, last uses only ever move forward, so that a slower verifier's
 * older use does not overwrite a newer one. Rows are locked in the order of their ids, so that two verifiers writing at
 * once wait for each other instead of dying of a deadlock. Credentials that were deleted meanwhile are left out.
 */
export async function writeUsage(pool: pg.Pool, batch: UsageBatch): Promise<void> {
  if (batch.size === 0) return;
  const sorted = [...batch].sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = sorted.flatMap(([id, usage]) => countsOf(id, usage));
  await pool.query(WRITE, [
    sorted.map(([id]) => id),
    sorted.map(([, { lastUse }]) => lastUse?.at ?? null),
    sorted.map(([, { lastUse }]) => lastUse?.address ?? null),
    counts.map(({ id }) => id),
    counts.map(({ hour }) => hour),
    counts.map(({ code }) => code),
    counts.map(({ times }) => times),
  ]);
}

const WRITE = `
  with used as (
    select * from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as u(id, at, address)
  ), locked as (
    select c.id, c.api_key_id from credential c join used using (id) order by c.id for no key update of c
  ), counted as (
    insert into usage_hour as h (credential_id, hour, code, count)
    select n.id, n.hour, n.code, n.times
    from unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::bigint[]) as n(id, hour, code, times)
    join locked using (id)
    order by n.id, n.hour, n.code
    on conflict (credential_id, hour, code) do update set count = h.count + excluded.count
  ), credentials as (
    update credential c set last_used_at = u.at, last_used_address = coalesce(u.address, c.last_used_address)
    from used u join locked l on l.id = u.id
    where c.id = u.id and u.at is not null and (c.last_used_at is null or c.last_used_at < u.at)
    returning c.api_key_id, u.at
  )
  update api_key k set last_used_at = latest.at
  from (select api_key_id, max(at) as at from credentials group by api_key_id) latest
  where k.id = latest.api_key_id and (k.last_used_at is null or k.last_used_at < latest.at)`;

function countsOf(id: string, { counts }: Usage) {
  return [...counts].flatMap(([hour, codes]) =>
    [...codes].map(([code, times]) => ({ id, hour: new Date(hour), code, times })),
  );
}
