import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '@/lib/platform/db/migrate';
import type { Bootstrap } from '@/lib/platform/env/env';
import { say, sayWrong, step } from '../bootstrap/say.mjs';
import { type Cluster, startCluster } from '../postgres/cluster';
import { ensureRootSecret } from './root-secret';

const RESTART_PAUSES_MS = [0, 500, 2_000, 5_000, 15_000];

export type Held = { databaseUrl: string; secret: string; cluster: Cluster | undefined };

/** The database and the root secret that the settings name, or else the embedded one and its own. */
export async function holdDatabase(settings: Bootstrap): Promise<Held> {
  if (settings.databaseUrl !== undefined && settings.secret !== undefined) {
    return { databaseUrl: settings.databaseUrl, secret: settings.secret, cluster: undefined };
  }
  const secret = settings.secret ?? ensureRootSecret(settings.dataDir);
  const cluster = await step('Start PostgreSQL', () => startCluster(settings.dataDir));
  say(`    Its data is in ${cluster.data}`);
  return { databaseUrl: cluster.url, secret, cluster };
}

export async function bringUpToDate(databaseUrl: string): Promise<void> {
  const applied = await step('Bring the database up to date', () => migrate(databaseUrl));
  for (const name of applied) say(`    ${name}`);
}

/** Starts the embedded server again when it ends by itself, and gives up when that doesn't help. */
export function keepAlive(cluster: Cluster, giveUp: () => void): void {
  cluster.onExit(async () => {
    for (const pause of RESTART_PAUSES_MS) {
      sayWrong('PostgreSQL ended; starting it again.');
      await delay(pause);
      try {
        await cluster.restart();
        say('PostgreSQL is back.');
        keepAlive(cluster, giveUp);
        return;
      } catch (error) {
        sayWrong((error as Error).message);
      }
    }
    giveUp();
  });
}
