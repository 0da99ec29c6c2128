import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { ScriptError } from './migration-adapter';
import { type MigrationList, withSchemaEngine } from './schema-engine';

/** Any number will do, as long as it stays: whoever holds it is the one who migrates. */
const ADVISORY_LOCK = 7_346_201_855;
const CONNECT_MS = 10_000;

export const MIGRATIONS = resolve('prisma/migrations');

/** What keeps a database from being brought up to date; its message is for the operator. */
class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Brings the database at `databaseUrl` up to date, and returns the names of the migrations that were applied. Lock,
 * migrations and the record of them are one transaction: several instances can start at once, and one that is
 * killed meanwhile leaves nothing half-done. So a migration holds no statement that refuses to run in a transaction.
 */
export async function migrate(databaseUrl: string, directory = MIGRATIONS): Promise<string[]> {
  const known = await readMigrations(directory);
  return withConnection(databaseUrl, async (connection) => {
    await connection.query('BEGIN');
    await connection.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    const pending = await pendingMigrations(connection, known);
    if (pending.length === 0) return [];
    const applied = await apply(connection, known);
    await connection.query('COMMIT');
    return applied;
  });
}

/** One connection, so that everything sent over it is in the same transaction; closing it undoes what is open. */
export async function withConnection<Value>(
  databaseUrl: string,
  work: (connection: pg.Pool) => Promise<Value>,
): Promise<Value> {
  const connection = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_MS,
    options: '-c TimeZone=UTC',
  });
  // The query under way fails too, and that is the error which counts.
  connection.on('error', () => undefined);
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

async function apply(connection: pg.Pool, migrationsList: MigrationList): Promise<string[]> {
  try {
    const output = await withSchemaEngine(connection, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    );
    return output.appliedMigrationNames;
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    const { migrationDirectories } = migrationsList;
    const failed = migrationDirectories.find((migration) => sqlOf(migration) === error.script);
    throw new MigrationError(
      `The migration ${failed?.path} failed, and nothing was changed: ${error.message}`,
      { cause: error.cause },
    );
  }
}

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Looked up by hand, since loading the engine costs a start more than everything else here. */
async function pendingMigrations(connection: pg.Pool, known: MigrationList): Promise<string[]> {
  const names = known.migrationDirectories.map((migration) => migration.path);
  const table = await connection.query(`SELECT to_regclass('_prisma_migrations') AS name`);
  if (table.rows[0]?.name === null) return names;
  const { rows } = await connection.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const stranger = rows.find((row) => !names.includes(row.name));
  if (stranger) {
    throw new MigrationError(
      `The database was migrated by a newer Keyport (${stranger.name}); start that version, or a newer one.`,
    );
  }
  for (const migration of known.migrationDirectories) {
    const { path } = migration;
    const checksum = createHash('sha256').update(sqlOf(migration)).digest('hex');
    if (applied.has(path) && applied.get(path) !== checksum) {
      throw new MigrationError(
        `The migration ${path} was changed after it had been applied to this database.`,
      );
    }
  }
  return names.filter((name) => !applied.has(name));
}

function sqlOf({ migrationFile }: MigrationList['migrationDirectories'][number]): string {
  return migrationFile.content.tag === 'ok' ? migrationFile.content.value : '';
}

/** The migrations on disk, in the shape that the engine takes them. */
async function readMigrations(directory: string): Promise<MigrationList> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = names.map(async (path) => {
    const value = await readFile(join(directory, path, 'migration.sql'), 'utf8');
    return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
  });
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  };
}
