import { DAY_MS, HOUR_MS } from '@/lib/platform/time/durations';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = HOUR_MS;
const GIVE_UP_AFTER_MS = DAY_MS;
const DISABLE_AFTER_MS = 7 * DAY_MS;

/**
 * When to try again after a failed attempt: each pause is twice as long as the one before, up to an hour. Null if that
 * is more than a day after the first attempt: then the delivery has failed. `attempts` counts this one.
 */
export function nextAttempt(attempts: number, firstAttemptAt: Date, now: Date): Date | null {
  // Beyond 20 doublings the pause is an hour anyway.
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE_MS);
  const at = now.getTime() + pauseMs;
  return at - firstAttemptAt.getTime() > GIVE_UP_AFTER_MS ? null : new Date(at);
}

/** Whether an endpoint has failed for so long that nobody seems to need it. */
export const failedTooLong = (failingSince: Date, now: Date): boolean =>
  now.getTime() - failingSince.getTime() >= DISABLE_AFTER_MS;
