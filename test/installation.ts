import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@/scripts/postgres/free-port';
import { serverProcesses, signal } from '@/scripts/postgres/processes';
import { serverIdOf } from '@/scripts/postgres/stop-leftover-server';

const POLL_MS = 50;
const PATIENCE_MS = 120_000;

/** What `npm start` runs, in a data directory of its own, to be started, killed and started again. */
export class Installation {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'keyport-platform-'));
  #supervisor: ChildProcess | undefined;
  #output = '';

  private constructor(
    readonly portalPort: number,
    readonly verifierPort: number,
    readonly settings: Record<string, string>,
  ) {}

  static async make(settings: Record<string, string> = {}): Promise<Installation> {
    return new Installation(await freePort(), await freePort(), settings);
  }

  /** Everything printed since the last start. */
  get output(): string {
    return this.#output;
  }

  spawn(overrides: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, ['scripts/command.mjs', 'start'], {
      env: this.environment(overrides),
    });
    child.stdout.setEncoding('utf8').on('data', (words) => {
      this.#output += words;
    });
    child.stderr.setEncoding('utf8').on('data', (words) => {
      this.#output += words;
    });
    return child;
  }

  /** Returns after how many milliseconds both planes were ready. */
  async start(): Promise<number> {
    const startedAt = performance.now();
    this.#output = '';
    const child = this.spawn();
    this.#supervisor = child;
    await until(() => this.#output.includes('Keyport is ready') || child.exitCode !== null);
    if (child.exitCode !== null) throw new Error(`It ended (${child.exitCode}).\n${this.#output}`);
    return performance.now() - startedAt;
  }

  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#supervisor;
    if (!child || hasEnded(child)) return null;
    const exit = once(child, 'exit');
    child.kill(name);
    return (await exit)[0];
  }

  /** By name: the supervisor, the two planes, PostgreSQL's server. */
  get processes(): Record<'supervisor' | 'portal' | 'verifier' | 'postgres', number> {
    const supervisor = this.#supervisor?.pid ?? 0;
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    const child = (program: string) =>
      Number(new RegExp(`^ *(\\d+) +${supervisor} .*${program}`, 'm').exec(table)?.[1] ?? 0);
    return {
      supervisor,
      portal: child('portal/main'),
      verifier: child('verifier/main'),
      postgres: serverIdOf(this.data) ?? 0,
    };
  }

  /** Where PostgreSQL's data is: elsewhere, if its user can't enter the data directory. */
  get data(): string {
    const state = join(this.dataDir, 'postgres.json');
    const home = existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')).home : null;
    return join(home ?? this.dataDir, 'postgres');
  }

  async answers(): Promise<boolean> {
    const ports = [this.portalPort, this.verifierPort];
    const asked = ports.map((port) => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined));
    return (await Promise.all(asked)).every((answer) => answer?.ok);
  }

  admin(args: string[], input: string): string {
    return execFileSync(process.execPath, ['scripts/command.mjs', 'admin', ...args], {
      env: this.environment(),
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  }

  async remove(): Promise<void> {
    await this.stop();
    if (existsSync(this.data)) for (const pid of serverProcesses(this.data)) signal(pid, 'SIGKILL');
    const home = dirname(this.data);
    for (const place of new Set([this.dataDir, home])) {
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  /** Without the settings of the person who runs the tests. */
  environment(overrides: Record<string, string> = {}): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      DATA_DIR: this.dataDir,
      PORTAL_PORT: String(this.portalPort),
      VERIFIER_PORT: String(this.verifierPort),
      ...NO_DOTENV,
      ...this.settings,
      ...overrides,
    };
  }
}

/** An empty value counts as none, and keeps .env from setting one. */
const NO_DOTENV = Object.fromEntries(
  ['PORTAL_HOST', 'PORTAL_URL', 'VERIFIER_HOST', 'VERIFIER_TOKEN', 'DATABASE_URL', 'KEYPORT_SECRET'].map(
    (name) => [name, ''],
  ),
);

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await delay(POLL_MS)) {
    if (await holds()) return;
  }
  throw new Error('It never came to be.');
}

/** A process that has exited and waits to be reaped by its parent (`Z`) does nothing any more. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z]/.test(stdout.trim());
}
