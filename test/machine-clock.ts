import type { MachineClock } from '@/lib/platform/time/machine-clock';

/** A machine's clocks that move only when a test says so. */
export class TestMachineClock implements MachineClock {
  #wallMs: number;
  #monotonicMs = 0;

  constructor(wallMs: number) {
    this.#wallMs = wallMs;
  }

  wallMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** Time passes: both clocks advance. */
  advance(ms: number): void {
    this.#wallMs += ms;
    this.#monotonicMs += ms;
  }

  /** Somebody sets the wall clock. The monotonic clock doesn't change. */
  setWall(ms: number): void {
    this.#wallMs = ms;
  }
}
