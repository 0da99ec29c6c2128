import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Cluster, startCluster } from './cluster';
import { serverIdOf } from './stop-leftover-server';

export type TemporaryCluster = Cluster & { remove(): Promise<void> };

/** A PostgreSQL for tests and for creating migrations: nothing of it is left, not even if this process is killed. */
export async function startTemporaryCluster(): Promise<TemporaryCluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyport-'));
  chmodSync(dataDir, 0o711);
  const cluster = await startCluster(dataDir, { durable: false });
  const places = cluster.data.startsWith(dataDir) ? [dataDir] : [dataDir, dirname(cluster.data)];
  const guard = spawnGuard(serverIdOf(cluster.data), places);
  return {
    ...cluster,
    async remove() {
      guard.kill('SIGKILL');
      await cluster.stop();
      for (const place of places) rmSync(place, { recursive: true, force: true });
    },
  };
}

/** Its standard input closes when this process exits, however that happens; then it stops the server. */
function spawnGuard(server: number | undefined, places: string[]) {
  const script = 'read _; pid=$1; shift; kill -QUIT "$pid"; sleep 1; rm -rf "$@"';
  const guard = spawn('/bin/sh', ['-c', script, 'keyport-guard', String(server), ...places], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  (guard.stdin as import('node:net').Socket).unref();
  return guard;
}
