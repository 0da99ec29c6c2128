import type pg from 'pg';
import { secondsUntil, spanOf } from '@/lib/keys/rate-policy';
import type { RateLimit } from '@/lib/keys/schema';

/** Counts one request of a key. Null if it may pass, else the seconds to wait. `now` is in milliseconds. */
export type RateLimiter = {
  take(apiKeyId: string, rate: RateLimit, now: number): number | null | Promise<number | null>;
};

const MOST_KEYS = 200_000;

/** Counts in memory: each verifier lets through the whole limit, so that n verifiers let through n times as much. */
export function localLimiter(): RateLimiter {
  const windows = new Map<string, { startsAt: number; count: number }>();
  return {
    take(apiKeyId, { limit, period }, now) {
      const { startsAt, endsAt } = spanOf(period, now);
      const window = windows.get(apiKeyId);
      if (!window || window.startsAt < startsAt) {
        // The oldest go first; they are the likeliest to be over.
        if (windows.size >= MOST_KEYS) windows.delete(windows.keys().next().value ?? '');
        windows.delete(apiKeyId);
        windows.set(apiKeyId, { startsAt, count: 1 });
        return null;
      }
      if (window.count >= limit) return secondsUntil(endsAt, now);
      window.count += 1;
      return null;
    },
  };
}

const TAKE = {
  name: 'take-rate',
  text: `
    insert into rate_window as w (api_key_id, starts_at, count) values ($1, $2, 1)
    on conflict (api_key_id) do update set
      starts_at = greatest(w.starts_at, excluded.starts_at),
      count = case when w.starts_at >= excluded.starts_at then w.count + 1 else 1 end
    where w.starts_at < excluded.starts_at or w.count < $3
    returning count`,
};

/** Counts in PostgreSQL: exact over all verifiers, at the price of a write for each request of a limited key. */
export function exactLimiter(pool: pg.Pool): RateLimiter {
  return {
    async take(apiKeyId, { limit, period }, now) {
      const { startsAt, endsAt } = spanOf(period, now);
      const { rowCount } = await pool.query({ ...TAKE, values: [apiKeyId, new Date(startsAt), limit] });
      return rowCount === 1 ? null : secondsUntil(endsAt, now);
    },
  };
}
