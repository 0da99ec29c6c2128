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

const held = globalThis as { keyportDatabases?: Map<unknown, PrismaClient> };

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

function connect(): PrismaClient {
  return new PrismaClient({
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
  const clients = [...(held.keyportDatabases?.values() ?? [])];
  delete held.keyportDatabases;
  await Promise.all(clients.map((client) => client.$disconnect()));
}

/** Whether a write failed since a row like it is there already (PostgreSQL 23505). */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

export { Prisma };
