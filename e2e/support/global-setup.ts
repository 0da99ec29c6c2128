import { migrate } from '@/lib/platform/db/migrate';
import { startTemporaryCluster } from '@/scripts/postgres/temporary';
import { ensureBuild } from '@/scripts/start/build';

/** The production build, and one PostgreSQL with a migrated database that each worker's is cloned from. */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuild();
  const cluster = await startTemporaryCluster();
  await migrate(cluster.url);
  process.env.E2E_SUPERUSER_URL = cluster.superuserUrl('postgres');
  process.env.E2E_OWNER_URL = cluster.url;
  return () => cluster.remove();
}
