import type { TestProject } from 'vitest/node';
import { migrate } from '@/lib/platform/db/migrate';
import { startTemporaryCluster } from '@/scripts/postgres/temporary';

declare module 'vitest' {
  export interface ProvidedContext {
    superuserUrl: string;
    ownerUrl: string;
  }
}

/** One PostgreSQL for all test files, with a migrated database that theirs are cloned from. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTemporaryCluster();
  await migrate(cluster.url);
  provide('superuserUrl', cluster.superuserUrl('postgres'));
  provide('ownerUrl', cluster.url);
  return () => cluster.remove();
}
