import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { freePort, isFree } from './free-port';
import type { ServerLocation } from './location';
import { runPgCtl } from './run-as-server';
import { StartError } from './start-error';
import { addressOf } from './state';
import { stopLeftoverServer } from './stop-leftover-server';

/** Recovery after a crash can take a while. */
const START_WITHIN_SECONDS = 300;
const STOP_WITHIN_SECONDS = 20;
const ATTEMPTS = 5;
const MAX_LOG_BYTES = 10_000_000;
const RECONNECT_MS = 250;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  // Log lines never repeat a statement, its parameters or a row: any of them may contain a secret.
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

type StartOptions = { logPath: string; durable: boolean; port: number | null; isPortFixed?: boolean };

/** Starts PostgreSQL in its data directory and returns its port: `port` if it is free, or always if it is fixed. */
export async function startServer(
  location: ServerLocation,
  { logPath, durable, port, isPortFixed = false }: StartOptions,
): Promise<number> {
  await stopLeftoverServer(location.data);
  let output = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const chosen = port !== null && (isPortFixed || (await isFree(port))) ? port : await freePort();
    const log = openLog(logPath);
    const options = optionsFor(chosen, durable);
    const args = ['start', '--wait', `--timeout=${START_WITHIN_SECONDS}`, `--options=${options}`];
    const isStarted = await runPgCtl(location, args, log.descriptor);
    closeSync(log.descriptor);
    if (isStarted) return chosen;
    output = readFileSync(logPath).subarray(log.size).toString();
    // Somebody took the port meanwhile, or a last session still uses the shared memory of a server that was killed.
    if (!/Address already in use|shared memory block|postmaster\.pid/.test(output)) break;
    await stopLeftoverServer(location.data);
    await delay(200 * (attempt + 1));
  }
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? 'it printed nothing';
  throw new StartError(`PostgreSQL does not start: ${reason} (see ${logPath}).`);
}

/** pg_ctl passes them to a shell. */
function optionsFor(port: number, durable: boolean): string {
  const all = { ...SETTINGS, port, ...(durable ? {} : { fsync: 'off' }) };
  return Object.entries(all)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
}

/** A fast shutdown, and an immediate one if that takes too long: nothing committed is lost. */
export async function stopServer(location: ServerLocation): Promise<void> {
  const stop = (mode: string) =>
    runPgCtl(location, ['stop', '--wait', `--timeout=${STOP_WITHIN_SECONDS}`, `--mode=${mode}`]);
  if (!(await stop('fast'))) await stop('immediate');
}

/**
 * Calls back once when the server exits for whatever reason: a connection ends with it. Returns a function that stops
 * watching.
 */
export function watchServer(location: ServerLocation, port: number, onEnd: () => void): () => void {
  let isWatching = true;
  let client: pg.Client | undefined;
  const open = () => {
    const opened = new pg.Client(addressOf(location.state, port, 'postgres', true));
    client = opened;
    opened.on('error', () => undefined);
    opened.connect().then(
      () => opened.once('end', () => void check()),
      () => void check(),
    );
  };
  const check = async () => {
    // Also when a session has crashed, which the server survives.
    const isRunning = isWatching && (await runPgCtl(location, ['status']));
    if (!isWatching) return;
    if (!isRunning) return onEnd();
    await delay(RECONNECT_MS);
    if (isWatching) open();
  };
  open();
  return () => {
    isWatching = false;
    void client?.end().catch(() => undefined);
  };
}

function openLog(path: string): { descriptor: number; size: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(path, `${path}.1`);
  return { descriptor: openSync(path, 'a', 0o600), size: size > MAX_LOG_BYTES ? 0 : size };
}
