import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from '@/lib/platform/db/migrate';
import type { Bootstrap } from '@/lib/platform/env/env';
import { print, printError, step } from '../bootstrap/print.mjs';
import { type Cluster, startCluster } from '../postgres/cluster';
import { ensureRootSecret } from './root-secret';

const RESTART_PAUSES_MS = [0, 500, 2_000, 5_000, 15_000];

export type OpenDatabase = { databaseUrl: string; secret: string; cluster: Cluster | undefined };

/** The database and the root secret from the settings, or else the embedded database and its own root secret. */
export async function openDatabase(settings: Bootstrap): Promise<OpenDatabase> {
  if (settings.databaseUrl !== undefined && settings.secret !== undefined) {
    return { databaseUrl: settings.databaseUrl, secret: settings.secret, cluster: undefined };
  }
  const secret = settings.secret ?? ensureRootSecret(settings.dataDir);
  const cluster = await step('Start PostgreSQL', () => startCluster(settings.dataDir));
  print(`    Its data is in ${cluster.data}`);
  return { databaseUrl: cluster.url, secret, cluster };
}

export async function runMigrations(databaseUrl: string): Promise<void> {
  const applied = await step('Bring the database up to date', () => migrate(databaseUrl));
  for (const name of applied) print(`    ${name}`);
}

/** Restarts the embedded server when it exits by itself, and gives up when that doesn't help. */
export function restartOnExit(cluster: Cluster, giveUp: () => void): void {
  cluster.onExit(async () => {
    for (const pause of RESTART_PAUSES_MS) {
      printError('PostgreSQL exited; restarting it.');
      await delay(pause);
      try {
        await cluster.restart();
        print('PostgreSQL is back.');
        restartOnExit(cluster, giveUp);
        return;
      } catch (error) {
        printError((error as Error).message);
      }
    }
    giveUp();
  });
}
