import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { say, sayWrong } from '../bootstrap/say.mjs';
import { StartError } from '../postgres/start-error';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 40;
const STOP_WITHIN_MS = 15_000;
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever lived this long ended for a new reason. */
const SETTLED_MS = 60_000;

export type PlaneOptions = {
  name: string;
  /** What Node is told to run, without anything secret: everybody can read a command line. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Where it answers `/readyz`. */
  address: string;
};

/** The portal or the verifier: a process that is started, watched, started again and stopped. */
export class Plane {
  #child: ChildProcess | undefined;
  #pauseMs = SHORTEST_PAUSE_MS;
  #stopping = new AbortController();

  constructor(private readonly options: PlaneOptions) {}

  /** Starts it; from when it is ready on, it is started again whenever it ends. */
  async start(): Promise<void> {
    const child = this.#spawn();
    await this.#answers(child);
    child.once('exit', (code, signal) => void this.#again(performance.now(), signal ?? code));
    if (hasEnded(child)) void this.#again(performance.now(), child.signalCode ?? child.exitCode);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(force);
  }

  /** For when its source has changed: it ends like any other time, and is started again at once. */
  restart(): void {
    this.#pauseMs = 0;
    this.#child?.kill('SIGTERM');
  }

  /** The channel ends with this process, however that ends, and the child takes its leave too. */
  #spawn(): ChildProcess {
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.#child = spawn(process.execPath, this.options.args, { env: this.options.env, stdio: [...stdio] });
    return this.#child;
  }

  async #answers(child: ChildProcess): Promise<void> {
    const end = performance.now() + READY_WITHIN_MS;
    for (; performance.now() < end; await delay(POLL_MS)) {
      if (this.#stopping.signal.aborted) return;
      if (hasEnded(child)) throw new StartError(`The ${this.options.name} ended while it was starting.`);
      const answer = await fetch(`${this.options.address}/readyz`, {
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new StartError(`The ${this.options.name} is not ready after ${READY_WITHIN_MS / 1000} s.`);
  }

  async #again(endedAt: number, reason: string | number | null, startedAt = 0): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    if (endedAt - startedAt > SETTLED_MS) this.#pauseMs = SHORTEST_PAUSE_MS;
    sayWrong(`The ${this.options.name} ended (${reason}); starting it again.`);
    await delay(this.#pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    if (this.#stopping.signal.aborted) return;
    this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    const child = this.#spawn();
    const bornAt = performance.now();
    child.once('exit', (code, signal) => void this.#again(performance.now(), signal ?? code, bornAt));
    await this.#answers(child).then(
      () => this.#stopping.signal.aborted || say(`The ${this.options.name} is back.`),
      () => undefined,
    );
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
