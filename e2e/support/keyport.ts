import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { freePort } from '@/scripts/postgres/free-port';
import { cloneDatabase } from '@/test/clone';
import { Clock } from './clock';
import { moveDatabaseClock } from './database-clock';
import { type Finished, runProcess, startProcess, stopProcess, untilReady } from './processes';
import { nextOrigin, serveOverTls } from './tls';

/** Where people open a Keyport: directly at its port, or over TLS under a name of its own. */
type Reach = 'port' | 'tls';

const PRELOAD = ['--import', resolve('e2e/support/clock-preload.mjs')];

/** A whole Keyport under test: its own database, portal and verifier, and a clock that can be moved. */
export class Keyport {
  /** How the Keyports of this worker are reached. */
  static reach: Reach = 'port';

  readonly clock = new Clock();
  readonly secret = randomBytes(32).toString('hex');
  #portal: ChildProcess | undefined;
  #verifier: ChildProcess | undefined;
  #logs = '';
  #stopTls: (() => Promise<void>) | undefined;

  private constructor(
    readonly databaseUrl: string,
    readonly portalPort: number,
    readonly verifierPort: number,
    readonly dropDatabase: () => Promise<void>,
    readonly overrides: Record<string, string>,
    /** The address that people open. */
    readonly portalUrl: string,
  ) {}

  /** `overrides` are settings by their environment names. */
  static async start(overrides: Record<string, string> = {}): Promise<Keyport> {
    const { databaseUrl, drop } = await cloneDatabase(
      process.env.E2E_SUPERUSER_URL ?? '',
      process.env.E2E_OWNER_URL ?? '',
    );
    const [portalPort, verifierPort] = [await freePort(), await freePort()];
    const portalUrl = Keyport.reach === 'tls' ? nextOrigin() : `http://localhost:${portalPort}`;
    const keyport = new Keyport(databaseUrl, portalPort, verifierPort, drop, { ...overrides }, portalUrl);
    await moveDatabaseClock(process.env.E2E_SUPERUSER_URL ?? '', databaseUrl, keyport.clock.path);
    await keyport.#start();
    if (Keyport.reach === 'tls') keyport.#stopTls = await serveOverTls(portalUrl, portalPort);
    return keyport;
  }

  /** The session's cookie, as a browser stores it. */
  get sessionCookie(): string {
    const { port, protocol } = new URL(this.portalUrl);
    return `${protocol === 'https:' ? '__Host-' : ''}keyport${port && `-${port}`}.session`;
  }

  get verifierUrl(): string {
    return `http://127.0.0.1:${this.verifierPort}`;
  }

  /** All output of portal and verifier so far. */
  logs(): string {
    return this.#logs;
  }

  /**
   * Stops both processes as a service manager would, and starts them again on the same ports, with changed settings.
   */
  async restart(changed: Record<string, string> = {}): Promise<void> {
    await this.#stop();
    Object.assign(this.overrides, changed);
    await this.#start();
  }

  /** Starts one more portal of this Keyport, on a port of its own, as on another machine. Returns how to stop it. */
  async startAnotherPortal(): Promise<() => Promise<void>> {
    const port = await freePort();
    const env = { ...this.#environment(), PORTAL_PORT: String(port) };
    const portal = startProcess([...PRELOAD, '--import', 'tsx', 'portal/main.ts'], env, (words) => {
      this.#logs += words;
    });
    await untilReady(portal, `http://127.0.0.1:${port}`, () => this.#logs);
    return () => stopProcess(portal);
  }

  /** The portal gets no chance to finish anything. Start it again with `restart`. */
  async killPortal(): Promise<void> {
    await stopProcess(this.#portal, 'SIGKILL');
  }

  /** `npm run admin -- …` against this Keyport. */
  admin(args: string[], stdin = ''): Promise<Finished> {
    return runProcess([...PRELOAD, 'scripts/command.mjs', 'admin', ...args], this.#environment(), stdin);
  }

  /** A TypeScript program of ours, run against this Keyport with its clock. */
  run(program: string): Promise<Finished> {
    return runProcess([...PRELOAD, '--import', 'tsx', program], this.#environment(), '');
  }

  async remove(): Promise<void> {
    await this.#stop();
    await this.#stopTls?.();
    await this.dropDatabase();
    this.clock.remove();
  }

  async #start(): Promise<void> {
    const hear = (words: string) => {
      this.#logs += words;
    };
    const env = this.#environment();
    const tsx = [...PRELOAD, '--import', 'tsx'];
    this.#portal = startProcess([...tsx, 'portal/main.ts'], env, hear);
    this.#verifier = startProcess([...tsx, 'verifier/main.ts'], env, hear);
    await untilReady(this.#portal, `http://127.0.0.1:${this.portalPort}`, () => this.#logs);
    await untilReady(this.#verifier, this.verifierUrl, () => this.#logs);
  }

  async #stop(): Promise<void> {
    await Promise.all([stopProcess(this.#portal), stopProcess(this.#verifier)]);
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      TEST_CLOCK_FILE: this.clock.path,
      DATABASE_URL: this.databaseUrl,
      KEYPORT_SECRET: this.secret,
      PORTAL_PORT: String(this.portalPort),
      PORTAL_URL: this.portalUrl,
      NEXTAUTH_URL: this.portalUrl,
      VERIFIER_PORT: String(this.verifierPort),
      ...(Keyport.reach === 'tls' ? { TRUSTED_PROXIES: '127.0.0.1' } : {}),
      ...this.overrides,
    };
  }
}
