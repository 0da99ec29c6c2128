import { hasEnded, type Lifetime } from '@/lib/access/key-records/policy';
import { DAY_MS, HOUR_MS } from '@/lib/platform/time/durations';
import type { Grace } from './schema';

export type RollRefusal = 'REVOKED' | 'EXPIRED';

/**
 * Active and disabled keys can be rolled. An expired one needs a new expiration first; a revoked one can't be rolled.
 */
export function refusesRoll(key: Lifetime, now: Date): RollRefusal | null {
  if (key.status === 'revoked') return 'REVOKED';
  return hasEnded(key.expiresAt, now) ? 'EXPIRED' : null;
}

const GRACE_MS: Record<Exclude<Grace, 'date'>, number> = {
  now: 0,
  '1h': HOUR_MS,
  '12h': 12 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
};

/**
 * When the old credentials stop working: never later than they would have expired. `date` is used with the grace
 * "date".
 */
export function graceEnd(grace: Grace, date: Date | null, expiresAt: Date | null, now: Date): Date {
  const wanted = grace === 'date' ? (date ?? now).getTime() : now.getTime() + GRACE_MS[grace];
  const latest = expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return new Date(Math.max(now.getTime(), Math.min(wanted, latest)));
}
