import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from '@/lib/platform/db/generated/client';
import { settings } from '@/lib/platform/env/env';
import { withEnding } from './before-commit';
import { isConflict } from './driver-error';
import { newPool, SESSIONS } from './session';

export type Database = PrismaClient;
/** The client inside a transaction; store functions take either. */
export type Queries = Prisma.TransactionClient;

export type TransactionOptions = {
  /** After so long it is undone: it holds locks that others wait for. */
  timeoutMs?: number;
};

const TRANSACTION_MS = 10_000;

const held = globalThis as { keyportPool?: pg.Pool; keyportDatabases?: Map<unknown, PrismaClient> };

/**
 * One client for the process. Kept on the global object, since hot reload evaluates this module again; and by the copy of
 * Prisma that it is of, since the pages' own copy knows neither the errors nor the SQL of the background jobs'.
 */
export function database(): Database {
  held.keyportDatabases ??= new Map();
  const client = held.keyportDatabases.get(Prisma.PrismaClientKnownRequestError) ?? connect();
  held.keyportDatabases.set(Prisma.PrismaClientKnownRequestError, client);
  return client;
}

/** All clients of the process share its pool. */
function connect(): PrismaClient {
  const { databaseUrl, databasePool } = settings();
  held.keyportPool ??= newPool('portal', databaseUrl, { max: databasePool });
  return new PrismaClient({
    adapter: new PrismaPg(held.keyportPool),
    // The other formats quote the source around a failed query.
    errorFormat: 'minimal',
    transactionOptions: {
      isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
      maxWait: SESSIONS.portal.connectMs,
    },
  });
}

const ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 40;

/**
 * Everything that `work` writes happens, or none of it. Throw to undo. Where PostgreSQL gave the transaction up for
 * another one that it stood in the way of, it is run again: `work` changes nothing but the database.
 */
export async function inTransaction<Value>(
  work: (queries: Queries) => Promise<Value>,
  { timeoutMs = TRANSACTION_MS }: TransactionOptions = {},
): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().$transaction((queries) => withEnding(queries, work), { timeout: timeoutMs });
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      // Not both at the same time once more.
      await delay(Math.random() * LONGEST_PAUSE_MS * attempt);
    }
  }
}

export async function closeDatabase(): Promise<void> {
  const clients = [...(held.keyportDatabases?.values() ?? [])];
  const pool = held.keyportPool;
  delete held.keyportDatabases;
  delete held.keyportPool;
  await Promise.all(clients.map((client) => client.$disconnect()));
  await pool?.end();
}

export { isTaken } from './unique';
export { Prisma };
