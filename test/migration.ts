import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { settings } from '@/lib/platform/env/env';

/** Runs the SQL of a migration again, over rows from before it. */
export async function rerunMigration(name: string): Promise<void> {
  const folder = readdirSync('prisma/migrations').find((folder) => folder.endsWith(`_${name}`));
  const client = new pg.Client(settings().databaseUrl);
  await client.connect();
  try {
    await client.query(readFileSync(`prisma/migrations/${folder}/migration.sql`, 'utf8'));
  } finally {
    await client.end();
  }
}
