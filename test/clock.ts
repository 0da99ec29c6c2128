import { vi } from 'vitest';

const NOON = new Date('2026-11-21T12:00:00.000Z');

/** Stops the clock of this process, at noon of a day in November unless `at` says otherwise. */
export function stopClock(at: Date | number = NOON): void {
  vi.useFakeTimers({ toFake: ['Date'], now: at });
}

/** Moves the stopped clock forward. */
export function advanceClock(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** Lets the clock run again, at the real time. */
export function restoreClock(): void {
  vi.useRealTimers();
}
