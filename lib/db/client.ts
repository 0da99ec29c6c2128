import { setTimeout as delay } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { settings } from '@/lib/env';
import { log } from '@/lib/log';
import { withEnding } from './before-commit';
import { isConflict } from './driver-error';
import { Prisma, PrismaClient } from './generated/client';

export type Database = PrismaClient;
/** The client inside a transaction; store functions take either. */
export type Queries = Prisma.TransactionClient;

const POOL_SIZE = 20;
const CONNECT_MS = 5_000;
const TRANSACTION_MS = 10_000;

const held = globalThis as { keyportDatabase?: PrismaClient };

/** One client for the process. Kept on the global object, since hot reload evaluates this module again. */
export function database(): Database {
  held.keyportDatabase ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: settings().databaseUrl,
        max: POOL_SIZE,
        connectionTimeoutMillis: CONNECT_MS,
        options: '-c TimeZone=UTC',
      },
      // Without a listener a server that goes away would end the process.
      { onPoolError: (error) => log.warn({ err: error }, 'A database connection was lost') },
    ),
    transactionOptions: {
      isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
      maxWait: CONNECT_MS,
      timeout: TRANSACTION_MS,
    },
  });
  return held.keyportDatabase;
}

const ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 40;

/**
 * Everything that `work` writes happens, or none of it. Throw to undo. Where PostgreSQL gave the transaction up for
 * another one that it stood in the way of, it is run again: `work` changes nothing but the database.
 */
export async function inTransaction<Value>(work: (queries: Queries) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database().$transaction((queries) => withEnding(queries, work));
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      // Not both at the same time once more.
      await delay(Math.random() * LONGEST_PAUSE_MS * attempt);
    }
  }
}

export async function closeDatabase(): Promise<void> {
  await held.keyportDatabase?.$disconnect();
  delete held.keyportDatabase;
}

/** Whether a write failed since a row like it is there already (PostgreSQL 23505). */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

export { Prisma };
