import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WIDTH = 20;
/** Also moves the clock of the test's own process. */
const realNow = Date.now.bind(Date);

/** The clock of the processes and the database under test: the real one, moved. Keyport's time never runs backwards. */
export class Clock {
  readonly #directory = mkdtempSync(join(tmpdir(), 'keyport-clock-'));
  readonly #file: number;
  readonly path = join(this.#directory, 'offset-ms');
  #offsetMs = 0;

  constructor() {
    // PostgreSQL may run as another user, and reads it too.
    chmodSync(this.#directory, 0o755);
    this.#file = openSync(this.path, 'w', 0o644);
    this.#write();
  }

  now(): Date {
    return new Date(realNow() + this.#offsetMs);
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
    this.#write();
  }

  set(date: Date): void {
    this.#offsetMs = date.getTime() - realNow();
    this.#write();
  }

  reset(): void {
    this.#offsetMs = 0;
    this.#write();
  }

  remove(): void {
    closeSync(this.#file);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** Always the same number of bytes, in place: a concurrent reader finds a complete number. */
  #write(): void {
    writeSync(this.#file, String(Math.round(this.#offsetMs)).padStart(WIDTH), 0, 'latin1');
  }
}
