import { DAY_MS, MINUTE_MS } from '@/lib/platform/time/durations';
import type { RatePeriod } from './rate-limit-schema';

const PERIOD_MS: Record<RatePeriod, number> = { second: 1_000, minute: MINUTE_MS, day: DAY_MS };

/** The window that `now` falls into, in milliseconds since the epoch: whole seconds, minutes and days in UTC. */
export function windowOf(period: RatePeriod, now: number): { startsAt: number; endsAt: number } {
  const startsAt = now - (now % PERIOD_MS[period]);
  return { startsAt, endsAt: startsAt + PERIOD_MS[period] };
}

/** Whole seconds until a window is over, at least one: the value of Retry-After (RFC 9110 §10.2.3). */
export const secondsUntil = (endsAt: number, now: number): number =>
  Math.max(1, Math.ceil((endsAt - now) / 1_000));
