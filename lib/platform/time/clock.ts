import { DatabaseClock } from './database-clock';

/** On the global object: Next.js evaluates this module several times in one process, and hot reload again. */
const held = globalThis as { keyportClock?: DatabaseClock };

/** The clock of this process, which everything in it uses. */
export function processClock(): DatabaseClock {
  held.keyportClock ??= new DatabaseClock();
  return held.keyportClock;
}

/** The present in milliseconds since the epoch. */
export const nowMs = (): number => processClock().nowMs();

export const currentTime = (): Date => processClock().now();

/** @public For tests: another clock in place of the process's own; without one, a new clock that has measured nothing. */
export function replaceProcessClock(clock = new DatabaseClock()): void {
  held.keyportClock = clock;
}
