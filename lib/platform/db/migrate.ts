import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { MigrationError, requireFit, unreachable } from './fitness';
import { newPool } from './session';

/** Any number will do, as long as it stays: whoever holds it is the one who migrates. */
const ADVISORY_LOCK = 7_346_201_855;

export const MIGRATIONS = resolve('prisma/migrations');

type Migration = { name: string; script: string; checksum: string };

/**
 * Brings the database at `databaseUrl` up to date, and returns the names of the migrations that were applied. Each is a
 * transaction of its own with the record of it, under one lock: several instances can start at the same time, and one
 * that is killed meanwhile leaves whole migrations only. So a migration can use what an earlier one has made, such as
 * the value of an enum, and holds no statement that refuses to run in a transaction.
 */
export async function migrate(databaseUrl: string, directory = MIGRATIONS): Promise<string[]> {
  const known = await readMigrations(directory);
  return withConnection(databaseUrl, async (connection) => {
    await requireFit(connection);
    const applied: string[] = [];
    for (;;) {
      await connection.query('begin');
      await connection.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      const next = await findNext(connection, known);
      if (!next) break;
      await apply(connection, next);
      await connection.query('commit');
      applied.push(next.name);
    }
    return applied;
  });
}

/** Closing the connection undoes what is open. A server that is full is waited for. */
async function withConnection<Value>(
  databaseUrl: string,
  work: (connection: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  const pool = newPool('migrations', databaseUrl, { max: 1 });
  try {
    const connection = await pool.connect().catch((error) => Promise.reject(unreachable(error)));
    // The query under way fails too, and that is the error which counts.
    connection.on('error', () => undefined);
    return await work(connection).finally(() => connection.release(true));
  } finally {
    await pool.end();
  }
}

/** The first that is not applied yet. What is applied must be known, and as it was. */
async function findNext(
  connection: pg.PoolClient,
  known: readonly Migration[],
): Promise<Migration | undefined> {
  const table = await connection.query(`select to_regclass('_prisma_migrations') as name`);
  if (table.rows[0]?.name === null) await connection.query(RECORDS);
  const { rows } = await connection.query<{ name: string; checksum: string }>(
    'select migration_name as name, checksum from _prisma_migrations where rolled_back_at is null and finished_at is not null',
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const stranger = rows.find(({ name }) => !known.some((migration) => migration.name === name));
  if (stranger) {
    throw new MigrationError(
      `The database was migrated by a newer Keyport (${stranger.name}); start that version, or a newer one.`,
    );
  }
  const changed = known.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (changed) {
    throw new MigrationError(
      `The migration ${changed.name} was changed after it had been applied to this database.`,
    );
  }
  return known.find(({ name }) => !applied.has(name));
}

async function apply(connection: pg.PoolClient, { name, script, checksum }: Migration): Promise<void> {
  try {
    // All of its statements in one query, as PostgreSQL cuts them: a function's body has semicolons too.
    await connection.query(script);
  } catch (error) {
    const { message } = error as Error;
    throw new MigrationError(`The migration ${name} failed, and nothing of it was kept: ${message}`, {
      cause: error,
    });
  }
  await connection.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

/** As Prisma's own tools keep it, so that they and Keyport can both read it. */
const RECORDS = `
  create table _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0)`;

/** The migrations on disk, in the order of their names, which begin with the time of their making. */
async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const script = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}
