import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MIGRATIONS, migrate } from '@/lib/platform/db/migrate';
import { newLastingConnection } from '@/lib/platform/db/session';
import { currentTime } from '@/lib/platform/time/clock';
import { print, printError } from '../bootstrap/print.mjs';
import { startTemporaryCluster } from '../postgres/temporary';
import { withSchemaEngine } from './schema-engine';

const SCHEMA = 'prisma/schema.prisma';

/** Writes the difference between the migrations and prisma/schema.prisma as a new migration, to be reviewed. */
export async function main([name = '']: string[]): Promise<number> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    printError(
      'Say what it does, in lower-case letters, digits and underscores: npm run migration -- add_webhooks',
    );
    return 1;
  }
  const cluster = await startTemporaryCluster();
  try {
    await migrate(cluster.url);
    const script = await difference(cluster.url);
    if (script === undefined) {
      print(`The migrations already lead to ${SCHEMA}.`);
      return 0;
    }
    const directory = join(MIGRATIONS, `${timestamp(currentTime())}_${name}`);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'migration.sql'), script);
    await writeFile(join(MIGRATIONS, 'migration_lock.toml'), 'provider = "postgresql"\n');
    print(
      `Made ${directory}/migration.sql. Read it before you commit it; triggers and functions are written by hand.`,
    );
    return 0;
  } finally {
    await cluster.remove();
  }
}

/** The SQL that changes a database to match the schema; undefined if it does already. */
export async function difference(databaseUrl: string): Promise<string | undefined> {
  const content = await readFile(SCHEMA, 'utf8');
  const connection = newLastingConnection('migrations', databaseUrl);
  const result = await withSchemaEngine(connection, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files: [{ path: SCHEMA, content }], configDir: '.' },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  ).finally(() => connection.end());
  return result.exitCode === 2 && result.stdout ? result.stdout : undefined;
}

function timestamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14);
}
