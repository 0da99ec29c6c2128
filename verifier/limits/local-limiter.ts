import type { RateLimit, RatePeriod } from '@/lib/access/verdict/rate-limit-schema';
import { secondsUntil, windowOf } from '@/lib/access/verdict/rate-policy';

type Window = { startsAt: number; endsAt: number; count: number };
type Windows = Map<string, Window>;

const MAX_WINDOWS = 200_000;

/** Counts in memory: each verifier allows the whole limit, so that n verifiers allow n times as much. */
export function localLimiter(maxWindows = MAX_WINDOWS): RateLimiter {
  // All windows of a period have the same length, so that each map is sorted by when they end.
  const periods: Record<RatePeriod, Windows> = { second: new Map(), minute: new Map(), day: new Map() };
  return {
    take(apiKeyId, { limit, period }, now) {
      const windows = periods[period];
      const { startsAt, endsAt } = windowOf(period, now);
      const window = windows.get(apiKeyId);
      if (!window || window.startsAt < startsAt) {
        windows.delete(apiKeyId);
        if (countOf(periods) >= maxWindows) dropFirstToEnd(periods);
        windows.set(apiKeyId, { startsAt, endsAt, count: 1 });
        return null;
      }
      if (window.count >= limit) return secondsUntil(endsAt, now);
      window.count += 1;
      return null;
    },
  };
}

const countOf = ({ second, minute, day }: Record<RatePeriod, Windows>): number =>
  second.size + minute.size + day.size;

/** Windows that are over are evicted first, then short ones before long ones: the least counting starts over. */
function dropFirstToEnd(periods: Record<RatePeriod, Windows>): void {
  let first: { windows: Windows; apiKeyId: string; endsAt: number } | undefined;
  for (const windows of Object.values(periods)) {
    const [oldest] = windows;
    if (oldest && oldest[1].endsAt < (first?.endsAt ?? Number.POSITIVE_INFINITY)) {
      first = { windows, apiKeyId: oldest[0], endsAt: oldest[1].endsAt };
    }
  }
  first?.windows.delete(first.apiKeyId);
}

/** Counts one request of a key. Null if it may pass, otherwise the seconds to wait. `now` is in milliseconds. */
export type RateLimiter = {
  take(apiKeyId: string, rate: RateLimit, now: number): number | null | Promise<number | null>;
};
