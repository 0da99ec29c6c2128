import { DAY_MS, MINUTE_MS } from '@/lib/platform/time/durations';

/** The state of one bucket, as last written. */
export type Counter = {
  failures: number;
  /** When counting failures began. */
  since: Date;
  lastTryAt: Date;
  blockedUntil: Date;
  /** Admitted attempts whose outcome isn't known yet. */
  underWay: number;
  /** When the latest of them was admitted. */
  underWaySince: Date;
};

export type Limits = {
  freeFailures: number;
  /** Failures further apart than this don't add up, until the free ones are used up. */
  withinMs: number;
  firstWaitMs: number;
  longestWaitMs: number;
  /** After this long without a failure, counting starts over. */
  forgetAfterMs: number;
  /** This many attempts may be in progress at the same time once the free failures are used up and the wait is over. */
  underWayAfterWait: number;
};

/** An attempt whose outcome wasn't reported for this long, since its process ended, counts as a failure. */
const ABANDONED_MS = 30_000;

/** One account from one place, or one secret: nobody else is delayed by its waits. */
export const ACCOUNT_LIMITS: Limits = {
  freeFailures: 5,
  withinMs: DAY_MS,
  firstWaitMs: MINUTE_MS / 2,
  longestWaitMs: 15 * MINUTE_MS,
  forgetAfterMs: DAY_MS,
  underWayAfterWait: 1,
};

/** One network address, which a whole office may share: many more free failures, short waits, soon forgotten. */
export const ADDRESS_LIMITS: Limits = {
  freeFailures: 50,
  withinMs: 15 * MINUTE_MS,
  firstWaitMs: 5_000,
  longestWaitMs: MINUTE_MS,
  forgetAfterMs: 15 * MINUTE_MS,
  underWayAfterWait: 5,
};

/** How long the next attempt has to wait after this many failures: doubling, once the free ones are used up. */
export function waitMs(failures: number, limits: Limits): number {
  if (failures < limits.freeFailures) return 0;
  return Math.min(limits.longestWaitMs, limits.firstWaitMs * 2 ** (failures - limits.freeFailures));
}

export const newCounter = (now: Date): Counter => ({
  failures: 0,
  since: now,
  lastTryAt: now,
  blockedUntil: now,
  underWay: 0,
  underWaySince: now,
});

/**
 * - `admitted`: the attempt goes ahead, and is under way in the counter that comes with it
 * - `blocked`: failures before it make it wait
 * - `busy`: it could be the failure too many; wait for the outcome of those that are under way
 */
export type Admission =
  | { kind: 'admitted'; counter: Counter }
  | { kind: 'blocked'; until: Date }
  | { kind: 'busy' };

/**
 * What happens to an attempt at `now`. Being in progress isn't a failure and causes no wait, but parallel guesses can't
 * all pass.
 */
export function admitAttempt(present: Counter, limits: Limits, now: Date): Admission {
  const counter = countAbandoned(present, limits, now);
  const waitLeftMs = counter.blockedUntil.getTime() - now.getTime();
  // A wait much longer than any that we set means that the clock was set back.
  if (waitLeftMs > 0 && waitLeftMs < limits.longestWaitMs + MINUTE_MS) {
    return { kind: 'blocked', until: counter.blockedUntil };
  }
  const free = isForgotten(counter, limits, now)
    ? limits.freeFailures
    : limits.freeFailures - counter.failures;
  if (counter.underWay >= (free > 0 ? free : limits.underWayAfterWait)) return { kind: 'busy' };
  return { kind: 'admitted', counter: { ...counter, underWay: counter.underWay + 1, underWaySince: now } };
}

/** An attempt in progress has failed. */
export function countFailure(counter: Counter, limits: Limits, now: Date): Counter {
  const starts = counter.failures === 0 || isForgotten(counter, limits, now);
  const failures = starts ? 1 : counter.failures + 1;
  return {
    ...withdrawAttempt(counter),
    failures,
    since: starts ? now : counter.since,
    lastTryAt: now,
    blockedUntil: new Date(now.getTime() + waitMs(failures, limits)),
  };
}

/** An attempt in progress has succeeded, or didn't count. */
export const withdrawAttempt = (counter: Counter): Counter => ({
  ...counter,
  underWay: Math.max(0, counter.underWay - 1),
});

function isForgotten({ failures, since, lastTryAt }: Counter, limits: Limits, now: Date): boolean {
  if (now.getTime() - lastTryAt.getTime() > limits.forgetAfterMs) return true;
  return failures < limits.freeFailures && now.getTime() - since.getTime() > limits.withinMs;
}

function countAbandoned(counter: Counter, limits: Limits, now: Date): Counter {
  const { underWay, underWaySince } = counter;
  if (underWay === 0 || now.getTime() - underWaySince.getTime() <= ABANDONED_MS) return counter;
  let counted = counter;
  for (let i = 0; i < underWay; i++) counted = countFailure(counted, limits, underWaySince);
  return counted;
}
