import pg from 'pg';
import { readAddress } from '@/lib/platform/env/postgres-url';
import { log } from '@/lib/platform/log/log';

import { PatientPool } from './patient-pool';

/**
 * What every session of Keyport has, whatever the defaults of the server, the role or the address. Prisma writes times
 * without a zone, guards such as "one last Admin" are written for READ COMMITTED, and tables are expected in `public`.
 */
const ALWAYS = {
  client_encoding: 'UTF8',
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  standard_conforming_strings: 'on',
  search_path: 'public',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  // Counting a hundred thousand keys reads a narrow index, not the table. The default of 4 is meant for hard disks.
  random_page_cost: '1.1',
  // A screen uses one core and leaves the others to verifiers. Parallel workers take longer to start than they save.
  max_parallel_workers_per_gather: '0',
  // A listening connection is silent for hours.
  idle_session_timeout: '0',
  transaction_timeout: '0',
};

type Kind = {
  /** The name in pg_stat_activity, unless the address has one. */
  name: string;
  /** How long connecting may take, including the wait for a free connection on the server. */
  connectMs: number;
  /** The server cancels a statement, or a wait for a lock, after this long; 0 means never. */
  statementMs: number;
  /** Commits are on disk before they are acknowledged. */
  durable: boolean;
};

/**
 * How long a verifier trusts its cache after it sent a heartbeat that came back over the feed. After that, there may be
 * changes that it hasn't received.
 */
export const LEASE_MS = 1_000;

/** A transaction that its process abandoned or can't continue holds its locks for no longer than this. */
const IDLE_IN_TRANSACTION_MS = 15_000;

/** Everything that connects. */
export const SESSIONS = {
  portal: { name: 'keyport', connectMs: 5_000, statementMs: 60_000, durable: true },
  acknowledgements: {
    name: 'keyport-acknowledgements',
    connectMs: 2_000,
    statementMs: 2_000,
    durable: true,
  },
  readiness: { name: 'keyport-readiness', connectMs: 2_000, statementMs: 2_000, durable: true },
  verifier: { name: 'keyport-verifier', connectMs: 2_000, statementMs: 2_000, durable: true },
  limits: { name: 'keyport-verifier-limits', connectMs: 2_000, statementMs: 2_000, durable: true },
  // Nobody waits for it, so a busy database may take its time.
  usage: { name: 'keyport-verifier-usage', connectMs: 2_000, statementMs: 8_000, durable: true },
  // Anything slower than a lease is useless, and a beat that is lost in a crash is followed by the next.
  feed: { name: 'keyport-verifier-feed', connectMs: 2_000, statementMs: LEASE_MS, durable: false },
  migrations: { name: 'keyport-migrations', connectMs: 10_000, statementMs: 0, durable: true },
} satisfies Record<string, Kind>;

export type SessionKind = keyof typeof SESSIONS;

/** The server cancels a statement first, which keeps the connection usable; this is for a server that is gone. */
const DRIVER_MARGIN_MS = 250;
/** Networks drop silent connections without notice; a connection that is gone is detected within 20 s. */
const KEEPALIVE_AFTER_MS = 10_000;

/** One connection, not opened yet: `connect` resolves once its session is configured. */
export const newClient = (kind: SessionKind, databaseUrl: string): pg.Client =>
  new SessionClient(configFor(kind, databaseUrl));

/** Connections as needed, at most `max`. A request that finds none free waits for at most `connectMs`. */
export const newPool = (kind: SessionKind, databaseUrl: string, { max }: { max: number }): pg.Pool =>
  outliving(new PatientPool({ ...poolConfigFor(kind, databaseUrl), max }));

/** One connection that is reopened whenever it was lost, and is never closed for being idle. */
export const newLastingConnection = (kind: SessionKind, databaseUrl: string): pg.Pool =>
  outliving(new pg.Pool({ ...poolConfigFor(kind, databaseUrl), max: 1, idleTimeoutMillis: 0 }));

/** Without a listener, a server that goes away while a connection is idle or closing would end the process. */
function outliving(pool: pg.Pool): pg.Pool {
  return pool.on('error', (error) => log.warn({ err: error }, 'A database connection was lost'));
}

function poolConfigFor(kind: SessionKind, databaseUrl: string) {
  const Client = SessionClient as unknown as new () => pg.ClientBase;
  return { ...configFor(kind, databaseUrl), Client };
}

type SessionConfig = pg.ClientConfig & { session: Record<string, string> };

function configFor(kind: SessionKind, databaseUrl: string): SessionConfig {
  const { name, connectMs, statementMs, durable }: Kind = SESSIONS[kind];
  const { connectionString, connectTimeoutMs } = readAddress(databaseUrl);
  return {
    application_name: name,
    connectionString,
    connectionTimeoutMillis: connectTimeoutMs ?? connectMs,
    ...(statementMs > 0 && { query_timeout: statementMs + DRIVER_MARGIN_MS }),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
    session: {
      ...ALWAYS,
      statement_timeout: `${statementMs}`,
      lock_timeout: `${statementMs}`,
      idle_in_transaction_session_timeout: `${statementMs > 0 ? IDLE_IN_TRANSACTION_MS : 0}`,
      synchronous_commit: durable ? 'on' : 'off',
    },
  };
}

/** Settings that this version of the server doesn't know are skipped. Only the server's own functions are called. */
const PREPARE = `
  select pg_catalog.set_config(s.key, s.value, false)
  from pg_catalog.json_each_text($1::pg_catalog.json) as s(key, value)
  where pg_catalog.current_setting(s.key, true) is not null`;

/**
 * Configures its session after connecting and before it is handed out. In the startup packet a parameter of the address
 * would take precedence, and a pooler such as PgBouncer refuses parameters that it doesn't know.
 */
class SessionClient extends pg.Client {
  readonly #session: Record<string, string>;

  constructor(config: SessionConfig) {
    super(config);
    this.#session = config.session;
  }

  override connect(): Promise<this>;
  override connect(callback: (error: Error | null) => void): void;
  override connect(callback?: (error: Error | null) => void): Promise<this> | undefined {
    const ready = this.#open();
    if (!callback) return ready;
    ready.then(
      () => callback(null),
      (error) => callback(error),
    );
    return undefined;
  }

  async #open(): Promise<this> {
    await super.connect();
    try {
      await this.query(PREPARE, [JSON.stringify(this.#session)]);
    } catch (error) {
      await this.end().catch(() => undefined);
      throw error;
    }
    return this;
  }
}
