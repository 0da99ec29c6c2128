import { type MachineClock, machineClock } from './machine-clock';

/** What tells the time. Policies don't get one: they get the time. */
export type Clock = { nowMs(): number; now(): Date };

type Anchor = {
  /** What the database's clock said, and this machine's wall clock and monotonic clock at that moment. */
  databaseMs: number;
  wallMs: number;
  monotonicMs: number;
  /** How far `databaseMs` may be ahead of the true time; it is never behind. */
  errorMs: number;
  /** The clock never goes back before this. */
  floorMs: number;
};

/** This machine's clocks at the moment when the database was asked for the time. */
export type Measurement = { wallMs: number; monotonicMs: number };

/** If the two clocks drift further apart than this during one measurement, somebody set the wall clock. */
const MAX_DIVERGENCE_MS = 50;
/** Clocks drift by less than a millisecond in this time. After it, a less exact measurement beats an old one. */
const MAX_ANCHOR_AGE_MS = 10_000;

/**
 * The database's clock, as one process knows it. Every machine's own clock may be wrong, and what ends at a time has to
 * end at that time for the portal that set it and for every verifier that judges it. So each process measures how its
 * machine's clocks relate to the database's, and takes the time from there.
 */
export class DatabaseClock implements Clock {
  readonly #machine: MachineClock;
  #anchor: Anchor | null = null;

  constructor(machine: MachineClock = machineClock) {
    this.#machine = machine;
  }

  /** Milliseconds since the epoch. Until the database's clock has been measured, this machine's. */
  nowMs(): number {
    const wallMs = this.#machine.wallMs();
    const anchor = this.#anchor;
    return anchor ? Math.floor(Math.max(anchor.floorMs, this.#timeSince(anchor, wallMs))) : wallMs;
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  /** How far the database's clock is ahead of this machine's; negative if it is behind, 0 until it is measured. */
  skewMs(): number {
    return this.nowMs() - this.#machine.wallMs();
  }

  /** Call it before asking the database for the time, and pass the result to `noteDatabaseTime` with the answer. */
  startMeasurement(): Measurement {
    return { wallMs: this.#machine.wallMs(), monotonicMs: this.#machine.monotonicMs() };
  }

  /**
   * Takes a measurement of the database's clock. The answer was right at some moment since the question, so the time is
   * assumed to be as late as possible: nothing outlives its end. This never moves time backwards: if the database's
   * clock was set back, this one stands still until the database has caught up, so what has ended stays ended.
   */
  noteDatabaseTime(asked: Measurement, databaseMs: number): void {
    const { wallMs, monotonicMs } = this.startMeasurement();
    const errorMs = monotonicMs - asked.monotonicMs;
    if (Math.abs(wallMs - asked.wallMs - errorMs) > MAX_DIVERGENCE_MS) return;
    const anchor = this.#anchor;
    if (anchor && this.#isAsGood(anchor, databaseMs, errorMs, { wallMs, monotonicMs })) return;
    this.#anchor = {
      databaseMs: databaseMs + errorMs,
      wallMs,
      monotonicMs,
      errorMs,
      floorMs: anchor ? Math.max(anchor.floorMs, databaseMs, reachedBy(anchor, monotonicMs)) : databaseMs,
    };
  }

  /** Whether what is known already agrees with a new measurement and is at least as exact. */
  #isAsGood(anchor: Anchor, databaseMs: number, errorMs: number, present: Measurement): boolean {
    const known = this.#timeSince(anchor, present.wallMs);
    const agrees = known >= databaseMs && known <= databaseMs + errorMs;
    const isRecent = present.monotonicMs - anchor.monotonicMs < MAX_ANCHOR_AGE_MS;
    return agrees && errorMs >= anchor.errorMs && isRecent;
  }

  /**
   * The monotonic clock stops while a machine sleeps, and the wall clock can be set back: the one that moved further
   * shows how much time went by. A wall clock that was set forward counts until the next measurement.
   */
  #timeSince(anchor: Anchor, wallMs: number): number {
    return (
      anchor.databaseMs + Math.max(this.#machine.monotonicMs() - anchor.monotonicMs, wallMs - anchor.wallMs)
    );
  }
}

/** The time that the database's clock has certainly reached, unless somebody set it. */
const reachedBy = (anchor: Anchor, monotonicMs: number): number =>
  anchor.databaseMs - anchor.errorMs + monotonicMs - anchor.monotonicMs;
