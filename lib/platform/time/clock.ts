/**
 * One clock for all of Keyport: the database's. Every machine's own may be wrong, and what ends at a time has to end
 * at that time for the portal that set it and for each verifier that judges it. Each process measures how its clocks
 * stand to the database's, and takes the time from there.
 */

type Anchor = {
  /** What the database's clock said, and this process's wall clock and monotonic clock at that moment. */
  databaseMs: number;
  wallMs: number;
  monotonicMs: number;
  /** By how much `databaseMs` may be ahead of the truth; it is never behind. */
  errorMs: number;
  /** No earlier time is told in this process any more. */
  floorMs: number;
};

/** On the global object: Next.js evaluates this module several times in one process, and hot reload again. */
const held = globalThis as { keyportClock?: Anchor };

/** The present in milliseconds since the epoch. Until the database's clock was measured it is this machine's. */
export function nowMs(): number {
  const anchor = held.keyportClock;
  return anchor ? Math.floor(Math.max(anchor.floorMs, timeSince(anchor, Date.now()))) : Date.now();
}

export const currentTime = (): Date => new Date(nowMs());

/** By how much the database's clock is ahead of this machine's; negative where it is behind, 0 while not measured. */
export const clockSkewMs = (): number => nowMs() - Date.now();

/** This process's clocks when the database was asked for the time. */
export type Asked = { wallMs: number; monotonicMs: number };

export const beginMeasurement = (): Asked => ({ wallMs: Date.now(), monotonicMs: performance.now() });

/** Further apart than this over one measurement, and somebody set this machine's clock during it. */
const MAX_DIVERGENCE_MS = 50;
/** Clocks drift by less than a millisecond in this time; then a less exact measurement is better than an old one. */
const MAX_ANCHOR_AGE_MS = 10_000;

/**
 * Takes in what the database's clock said in answer to a question. The answer was right at some moment since, so the
 * time is taken to be as late as it can be: nothing lives past its end.
 *
 * Time never runs backwards through this: where the database's clock was set back, it stands still until the database
 * has caught up, so that what ended stays ended.
 */
export function noteDatabaseTime(asked: Asked, databaseMs: number): void {
  const wallMs = Date.now();
  const monotonicMs = performance.now();
  const errorMs = monotonicMs - asked.monotonicMs;
  if (Math.abs(wallMs - asked.wallMs - errorMs) > MAX_DIVERGENCE_MS) return;
  const anchor = held.keyportClock;
  if (anchor && isAsGood(anchor, databaseMs, errorMs, wallMs, monotonicMs)) return;
  held.keyportClock = {
    databaseMs: databaseMs + errorMs,
    wallMs,
    monotonicMs,
    errorMs,
    floorMs: anchor ? Math.max(anchor.floorMs, databaseMs, reachedBy(anchor, monotonicMs)) : databaseMs,
  };
}

/** Whether what is known already agrees with a new measurement and is at least as exact. */
function isAsGood(
  anchor: Anchor,
  databaseMs: number,
  errorMs: number,
  wallMs: number,
  monotonicMs: number,
): boolean {
  const known = timeSince(anchor, wallMs);
  const agrees = known >= databaseMs && known <= databaseMs + errorMs;
  return agrees && errorMs >= anchor.errorMs && monotonicMs - anchor.monotonicMs < MAX_ANCHOR_AGE_MS;
}

/** What the database's clock has certainly reached, if nobody set it. */
const reachedBy = (anchor: Anchor, monotonicMs: number): number =>
  anchor.databaseMs - anchor.errorMs + monotonicMs - anchor.monotonicMs;

/**
 * The monotonic clock stands still while a machine sleeps, and the wall clock can be set back: whichever has moved
 * further tells how much time went by. A wall clock that was set forward counts until the next measurement.
 */
const timeSince = (anchor: Anchor, wallMs: number): number =>
  anchor.databaseMs + Math.max(performance.now() - anchor.monotonicMs, wallMs - anchor.wallMs);

/** As before the first measurement. @public For tests. */
export function forgetMeasurements(): void {
  delete held.keyportClock;
}
