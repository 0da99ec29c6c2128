import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverProcesses, signal } from './processes';
import { StartError } from './start-error';

const POLL_MS = 20;

/**
 * Ends every PostgreSQL process in the data directory: stops a server that outlived its supervisor, and waits for the
 * last sessions of one that was killed, which still hold its shared memory. The caller holds the lock of the data
 * directory, so none of these belongs to another start. `pg_ctl stop` trusts the id in postmaster.pid, which may belong
 * to another program after a reboot, and knows nothing of sessions without a server.
 */
export async function stopLeftoverServer(dataDirectory: string): Promise<void> {
  const server = serverIdOf(dataDirectory);
  const running = serverProcesses(dataDirectory);
  if (server !== undefined && running.includes(server)) {
    signal(server, 'SIGINT'); // a fast shutdown: sessions end, everything is written
    await waitUntilNoProcesses(dataDirectory, 30_000);
    signalAll(dataDirectory, 'SIGQUIT'); // an immediate one: the next start recovers from the log
  }
  // Without its server, a session ends by itself at the end of its statement.
  await waitUntilNoProcesses(dataDirectory, 10_000);
  signalAll(dataDirectory, 'SIGKILL');
  if (!(await waitUntilNoProcesses(dataDirectory, 5_000))) {
    throw new StartError(`A PostgreSQL server in ${dataDirectory} can't be stopped.`);
  }
  // The id in it may belong to another program by now, which PostgreSQL would mistake for a running server.
  rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
}

export function serverIdOf(dataDirectory: string): number | undefined {
  try {
    const [pid] = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return Number(pid) || undefined;
  } catch {
    return undefined;
  }
}

function signalAll(dataDirectory: string, name: NodeJS.Signals): void {
  for (const pid of serverProcesses(dataDirectory)) signal(pid, name);
}

async function waitUntilNoProcesses(dataDirectory: string, withinMs: number): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await delay(POLL_MS)) {
    if (serverProcesses(dataDirectory).length === 0) return true;
  }
  return false;
}
