import { HOUR_MS } from '@/lib/platform/time/durations';

/** When a key may roll itself. Times are milliseconds since the epoch. */

export type SelfRollFacts = {
  /** Whether the credential that asks is the current one, or an older one in its grace period. */
  isCurrent: boolean;
  /** Whether the current credentials were ever used. */
  isCurrentUsed: boolean;
  /** Whether older credentials are in their grace period. */
  hasOlder: boolean;
  /** When credentials of this key were last replaced. */
  lastReplacedAt: number | null;
  /** How many credentials were issued for it in the last hour. */
  issuedInHour: number;
};

export type SelfRollDecision =
  /** `first` begins a grace period; `again` replaces credentials whose answer was lost. */
  'first' | 'again' | { code: 'ROLL_IN_PROGRESS' } | { code: 'ROLLED_RECENTLY'; retryAfterSeconds: number };

const MIN_INTERVAL_MS = HOUR_MS;
/** Answers don't get lost this often, and each further roll sends the Admins an email. */
const MAX_ISSUED_IN_HOUR = 6;

/**
 * At most once an hour, and not while older credentials still work. Until the new credentials have been used, the old
 * ones may ask again, since the answer may have been lost. After that they may not: somebody who still has the old ones
 * must not be able to lock out whoever has the new ones.
 */
export function decideSelfRoll(facts: SelfRollFacts, now: number): SelfRollDecision {
  const { isCurrent, isCurrentUsed, hasOlder, lastReplacedAt, issuedInHour } = facts;
  if (!isCurrent) {
    if (isCurrentUsed) return { code: 'ROLL_IN_PROGRESS' };
    return issuedInHour < MAX_ISSUED_IN_HOUR ? 'again' : tooSoon(now + MIN_INTERVAL_MS, now);
  }
  if (hasOlder) return { code: 'ROLL_IN_PROGRESS' };
  const next = lastReplacedAt === null ? now : lastReplacedAt + MIN_INTERVAL_MS;
  return next > now ? tooSoon(next, now) : 'first';
}

const tooSoon = (at: number, now: number) =>
  ({ code: 'ROLLED_RECENTLY', retryAfterSeconds: Math.ceil((at - now) / 1_000) }) as const;
