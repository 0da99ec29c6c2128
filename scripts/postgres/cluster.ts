import { join } from 'node:path';
import pg from 'pg';
import { initialize, isInitialized } from './initialize';
import { findLocation, type ServerLocation } from './location';
import { startServer, stopServer, watchServer } from './server';
import { addressOf, writeState } from './state';

/** The embedded PostgreSQL, running. */
export type Cluster = {
  /** Where the data actually is. */
  data: string;
  /** Keyport's database, for a role that owns it and nothing else. */
  url: string;
  /** Any database, for the role that may create others. */
  superuserUrl(database: string): string;
  /** Calls back once when the server exits without having been stopped. Call it again after a restart. */
  onExit(callback: () => void): void;
  /** Starts it again on the same port, after it has exited. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** The caller holds the lock of `dataDir`. `durable: false` is for databases that nobody will miss. */
export async function startCluster(dataDir: string, { durable = true } = {}): Promise<Cluster> {
  const location = findLocation(dataDir);
  const logPath = join(dataDir, 'postgres.log');
  if (!isInitialized(location)) await initialize(location, durable);
  const port = await startServer(location, { logPath, durable, port: location.state.port });
  let isStopping = false;
  let stopWatching = () => {};
  if (port !== location.state.port) writeState(dataDir, { ...location.state, port });
  await ensureDatabase(location, port);
  return {
    data: location.data,
    url: addressOf(location.state, port),
    superuserUrl: (database) => addressOf(location.state, port, database, true),
    onExit(callback) {
      stopWatching = watchServer(location, port, () => isStopping || callback());
    },
    async restart() {
      await startServer(location, { logPath, durable, port, isPortFixed: true });
      if (isStopping) await stopServer(location);
    },
    async stop() {
      isStopping = true;
      stopWatching();
      await stopServer(location);
    },
  };
}

/** Keyport's role owns its database and isn't a superuser: SQL that is run through it can't reach files. */
async function ensureDatabase({ state }: ServerLocation, port: number): Promise<void> {
  const client = new pg.Client(addressOf(state, port, 'postgres', true));
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keyport') AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = 'keyport') AS database`,
    );
    if (!rows[0].role) await client.query(`CREATE ROLE keyport LOGIN PASSWORD '${state.password}'`);
    if (!rows[0].database) await client.query('CREATE DATABASE keyport OWNER keyport');
  } finally {
    await client.end();
  }
}
