import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { print, printError } from '../bootstrap/print.mjs';
import { StartError } from '../postgres/start-error';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 40;
const STOP_WITHIN_MS = 15_000;
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 30_000;
/** A process that ran this long exited for a new reason. */
const STABLE_AFTER_MS = 60_000;

export type ManagedProcessOptions = {
  name: string;
  /** Arguments for Node, without secrets: every user of the machine can read a command line. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** The address that serves `/readyz`. */
  address: string;
};

/** The portal or the verifier: a child process that is restarted when it exits. */
export class ManagedProcess {
  #child: ChildProcess | undefined;
  #pauseMs = MIN_PAUSE_MS;
  #stopping = new AbortController();

  constructor(private readonly options: ManagedProcessOptions) {}

  /** Starts it and waits until it is ready. From then on it is restarted whenever it exits. */
  async start(): Promise<void> {
    const child = this.#spawn();
    await this.#waitUntilReady(child);
    child.once('exit', (code, signal) => void this.#startAgain(performance.now(), signal ?? code));
    if (hasExited(child)) void this.#startAgain(performance.now(), child.signalCode ?? child.exitCode);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (!child || hasExited(child)) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(force);
  }

  /** Restarts it without a pause, for when its source has changed. */
  restart(): void {
    this.#pauseMs = 0;
    this.#child?.kill('SIGTERM');
  }

  /** The IPC channel closes when this process exits, for whatever reason, and the child exits too. */
  #spawn(): ChildProcess {
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.#child = spawn(process.execPath, this.options.args, { env: this.options.env, stdio: [...stdio] });
    return this.#child;
  }

  async #waitUntilReady(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    for (; performance.now() < deadline; await delay(POLL_MS)) {
      if (this.#stopping.signal.aborted) return;
      if (hasExited(child)) throw new StartError(`The ${this.options.name} exited while it was starting.`);
      const response = await fetch(`${this.options.address}/readyz`, {
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined);
      if (response?.ok) return;
    }
    throw new StartError(`The ${this.options.name} is not ready after ${READY_WITHIN_MS / 1000} s.`);
  }

  async #startAgain(exitedAt: number, reason: string | number | null, startedAt = 0): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    if (exitedAt - startedAt > STABLE_AFTER_MS) this.#pauseMs = MIN_PAUSE_MS;
    printError(`The ${this.options.name} exited (${reason}); restarting it.`);
    await delay(this.#pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    if (this.#stopping.signal.aborted) return;
    this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, MIN_PAUSE_MS), MAX_PAUSE_MS);
    const child = this.#spawn();
    const childStartedAt = performance.now();
    child.once(
      'exit',
      (code, signal) => void this.#startAgain(performance.now(), signal ?? code, childStartedAt),
    );
    await this.#waitUntilReady(child).then(
      () => this.#stopping.signal.aborted || print(`The ${this.options.name} is back.`),
      () => undefined,
    );
  }
}

const hasExited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
