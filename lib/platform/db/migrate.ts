import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { MigrationError, requireFit, unreachable } from './fitness';
import { type Migration, readMigrations, statementsOf } from './migration-files';
import { newPool } from './session';

/** Any number, as long as it never changes: whoever holds this lock migrates. */
const ADVISORY_LOCK = 7_346_201_855;
const LOCK_POLL_MS = 100;

export const MIGRATIONS = resolve('prisma/migrations');

/**
 * Brings the database at `databaseUrl` up to date, and returns the names of the migrations that were applied. Each is a
 * transaction of its own together with its record, under one lock: several instances can start at the same time, and one
 * that is killed meanwhile leaves whole migrations only. So a migration can use what an earlier one has created, such as
 * the value of an enum. One that opts out of the transaction runs under the same lock and is recorded after its last
 * statement; an instance that is killed in between runs it again at its next start.
 */
export async function migrate(databaseUrl: string, directory = MIGRATIONS): Promise<string[]> {
  const known = await readMigrations(directory);
  return withConnections(databaseUrl, async (connection, openAnother) => {
    await requireFit(connection);
    const applied: string[] = [];
    for (;;) {
      await beginLocked(connection);
      const next = await findNext(connection, known);
      if (!next) break;
      if (next.inTransaction) await apply(connection, next);
      else await applyWithoutTransaction(await openAnother(), next);
      await record(connection, next);
      await connection.query('commit');
      applied.push(next.name);
    }
    return applied;
  });
}

/** Closing the connections rolls back what is open. A server without a free connection is waited for. */
async function withConnections<Value>(
  databaseUrl: string,
  work: (connection: pg.PoolClient, openAnother: () => Promise<pg.PoolClient>) => Promise<Value>,
): Promise<Value> {
  const pool = newPool('migrations', databaseUrl, { max: 2 });
  const open: pg.PoolClient[] = [];
  const connect = async (): Promise<pg.PoolClient> => {
    const connection = await pool.connect().catch((error) => Promise.reject(unreachable(error)));
    // The query in progress fails too, and its error is the one that counts.
    connection.on('error', () => undefined);
    open.push(connection);
    return connection;
  };
  try {
    return await work(await connect(), async () => open[1] ?? connect());
  } finally {
    for (const connection of open) connection.release(true);
    await pool.end();
  }
}

/**
 * Begins a transaction that holds the lock. It polls: a statement that waits for the lock has a snapshot, and `create
 * index concurrently` in the instance that holds the lock would wait for that snapshot for ever.
 */
async function beginLocked(connection: pg.PoolClient): Promise<void> {
  for (;;) {
    await connection.query('begin');
    const { rows } = await connection.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock($1) as locked',
      [ADVISORY_LOCK],
    );
    if (rows[0]?.locked) return;
    await connection.query('rollback');
    await sleep(LOCK_POLL_MS);
  }
}

/** The first migration that is not applied yet. Those that are must be known, with an unchanged checksum. */
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

async function apply(connection: pg.PoolClient, { name, script }: Migration): Promise<void> {
  try {
    // All of its statements in one query, as PostgreSQL splits them: a function's body has semicolons too.
    await connection.query(script);
  } catch (error) {
    throw failed(`The migration ${name} failed, and nothing of it was kept`, error);
  }
}

async function applyWithoutTransaction(
  connection: pg.PoolClient,
  { name, script }: Migration,
): Promise<void> {
  try {
    for (const statement of statementsOf(script)) await connection.query(statement);
  } catch (error) {
    throw failed(`The migration ${name} failed part-way, and runs again at the next start`, error);
  }
}

const failed = (summary: string, error: unknown): MigrationError =>
  new MigrationError(`${summary}: ${(error as Error).message}`, { cause: error });

async function record(connection: pg.PoolClient, { name, checksum }: Migration): Promise<void> {
  await connection.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
}

/** As Prisma's own tools create it, so that both they and Keyport can read it. */
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
