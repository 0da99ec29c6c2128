import type pg from 'pg';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { secondsUntil, windowOf } from '@/lib/access/verdict/rate-policy';
import type { RateLimiter } from './local-limiter';

type Request = {
  rate: RateLimit;
  now: number;
  resolve(waitSeconds: number | null): void;
  reject(error: unknown): void;
};

/**
 * Counts in PostgreSQL: exact across all verifiers. Requests of a key that arrive while one of its writes is in
 * progress are written together in the next one: a key that is used a thousand times a second takes one connection, not
 * all of them.
 */
export function exactLimiter(pool: pg.Pool): RateLimiter {
  /** By key, the requests since the last write began. A key without an entry has no write in progress. */
  const waiting = new Map<string, Request[]>();

  const writeAll = async (apiKeyId: string) => {
    for (let requests = waiting.get(apiKeyId); requests?.length; requests = waiting.get(apiKeyId)) {
      waiting.set(apiKeyId, []);
      await settle(pool, apiKeyId, requests);
    }
    waiting.delete(apiKeyId);
  };

  return {
    take: (apiKeyId, rate, now) =>
      new Promise((resolve, reject) => {
        const request = { rate, now, resolve, reject };
        const others = waiting.get(apiKeyId);
        if (others) {
          others.push(request);
        } else {
          waiting.set(apiKeyId, [request]);
          void writeAll(apiKeyId);
        }
      }),
  };
}

/** The latest request determines the limit and the window. Never rejects: the requests do. */
async function settle(pool: pg.Pool, apiKeyId: string, requests: readonly Request[]): Promise<void> {
  const latest = requests.at(-1);
  if (!latest) return;
  const { startsAt, endsAt } = windowOf(latest.rate.period, latest.now);
  try {
    const granted = await takeMany(pool, apiKeyId, new Date(startsAt), latest.rate.limit, requests.length);
    for (const [i, { now, resolve }] of requests.entries()) {
      resolve(i < granted ? null : secondsUntil(endsAt, now));
    }
  } catch (error) {
    for (const { reject } of requests) reject(error);
  }
}

/** How many of `wanted` requests may pass. Only those are counted. */
async function takeMany(
  pool: pg.Pool,
  apiKeyId: string,
  startsAt: Date,
  limit: number,
  wanted: number,
): Promise<number> {
  const take = () =>
    pool.query<{ granted: number }>({ ...TAKE, values: [apiKeyId, startsAt, limit, wanted] });
  let [row] = (await take()).rows;
  if (!row) {
    await pool.query({ ...OPEN, values: [apiKeyId, startsAt] });
    [row] = (await take()).rows;
  }
  return row?.granted ?? 0;
}

/** Locked first, so that the count is up to date. */
const TAKE = {
  name: 'take-rate',
  text: `
    with locked as materialized (
      select api_key_id, starts_at, count from rate_window where api_key_id = $1 for update),
    before as (
      select api_key_id, greatest(starts_at, $2) as starts_at,
        case when starts_at >= $2 then count else 0 end as count from locked)
    update rate_window w set
      starts_at = b.starts_at,
      count = greatest(b.count, least(b.count + $4::int, $3::int))
    from before b where w.api_key_id = b.api_key_id
    returning greatest(0, least($4::int, $3::int - b.count)) as granted`,
};

const OPEN = {
  name: 'open-rate',
  text: `
    insert into rate_window (api_key_id, starts_at, count) values ($1, $2, 0) on conflict (api_key_id) do nothing`,
};
