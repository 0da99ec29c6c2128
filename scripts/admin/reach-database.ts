import { setTimeout as delay } from 'node:timers/promises';
import { newClient } from '@/lib/platform/db/session';
import type { Bootstrap } from '@/lib/platform/env/env';
import { ensureDataDir, patience } from '../bootstrap/data-dir.mjs';
import { acquireLock } from '../bootstrap/lock.mjs';
import { startCluster } from '../postgres/cluster';
import { StartError } from '../postgres/start-error';
import { addressOf, readState } from '../postgres/state';
import { ensureRootSecret } from '../start/root-secret';

const RUNNING_WITHIN_MS = 60_000;
const POLL_MS = 200;

type Reached = { databaseUrl: string; secret: string; release(): Promise<void> };

/** The database of these settings: an external one, the one of a running Keyport, or the embedded one for a moment. */
export async function reachDatabase(settings: Bootstrap): Promise<Reached> {
  if (settings.databaseUrl !== undefined && settings.secret !== undefined) {
    return { databaseUrl: settings.databaseUrl, secret: settings.secret, release: async () => undefined };
  }
  const dataDir = ensureDataDir();
  const lock = await acquireLock(dataDir, 'admin', patience);
  if ('holder' in lock) {
    const databaseUrl = await ofRunning(dataDir);
    return { databaseUrl, secret: secretFor(settings), release: async () => undefined };
  }
  const cluster = await startCluster(dataDir);
  return {
    databaseUrl: cluster.url,
    secret: secretFor(settings),
    async release() {
      await cluster.stop();
      lock.release();
    },
  };
}

const secretFor = (settings: Bootstrap) => settings.secret ?? ensureRootSecret(settings.dataDir);

/** Waits for a Keyport that is just starting. */
async function ofRunning(dataDir: string): Promise<string> {
  for (const end = performance.now() + RUNNING_WITHIN_MS; performance.now() < end; await delay(POLL_MS)) {
    const state = readState(dataDir);
    if (!state?.port) continue;
    const databaseUrl = addressOf(state, state.port);
    const client = newClient('readiness', databaseUrl);
    client.on('error', () => undefined);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected) return databaseUrl;
  }
  throw new StartError('The database of the Keyport that is running here does not respond.');
}
