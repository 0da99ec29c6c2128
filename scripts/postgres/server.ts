import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Place } from './place';
import { spawnServer } from './run-as-server';
import { settle } from './settle';
import { StartError } from './start-error';
import { addressOf } from './state';

const POLL_MS = 25;
/** Recovery after a crash can take its time; it is at work as long as the process lives. */
const READY_WITHIN_MS = 300_000;
const ATTEMPTS = 5;
const LOG_BYTES = 10_000_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  // A log line never repeats a statement, its parameters or a row: any of them may hold what is secret.
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

export type Server = { process: ChildProcess; port: number };

/** Starts PostgreSQL in its data directory and waits until it answers. `port` is a wish, unless `fixed`. */
export async function startServer(
  place: Place,
  {
    logPath,
    durable,
    port,
    fixed = false,
  }: { logPath: string; durable: boolean; port: number | null; fixed?: boolean },
): Promise<Server> {
  await settle(place.data);
  let words = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const chosen = port !== null && (fixed || (await isFree(port))) ? port : await freePort();
    const log = openLog(logPath);
    const child = spawnServer(place, settingsFor(chosen, durable), log.descriptor);
    closeSync(log.descriptor);
    if (await answers(place, child, chosen)) return { process: child, port: chosen };
    words = readFileSync(logPath).subarray(log.size).toString();
    // Somebody took the port in between, or a last session still holds the memory of a server that was killed.
    if (!/Address already in use|shared memory block|postmaster\.pid/.test(words)) break;
    await settle(place.data);
    await delay(200 * (attempt + 1));
  }
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(words)?.[1] ?? 'it said nothing';
  throw new StartError(`PostgreSQL does not start: ${reason} (see ${logPath}).`);
}

function settingsFor(port: number, durable: boolean): string[] {
  const all = { ...SETTINGS, port, ...(durable ? {} : { fsync: 'off' }) };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function answers(place: Place, child: ChildProcess, port: number): Promise<boolean> {
  let failed = false;
  child.once('error', () => {
    failed = true;
  });
  const end = performance.now() + READY_WITHIN_MS;
  while (!failed && child.exitCode === null && child.signalCode === null && performance.now() < end) {
    const client = new pg.Client({
      connectionString: addressOf(place.state, port, 'postgres', true),
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      await delay(POLL_MS);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** Asks for a fast shutdown, and for an immediate one if that takes too long: nothing committed is lost by it. */
export async function stopServer({ process: child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const hurry = setTimeout(() => child.kill('SIGQUIT'), 20_000);
  await gone;
  clearTimeout(hurry);
}

function openLog(path: string): { descriptor: number; size: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES) renameSync(path, `${path}.1`);
  return { descriptor: openSync(path, 'a', 0o600), size: size > LOG_BYTES ? 0 : size };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
