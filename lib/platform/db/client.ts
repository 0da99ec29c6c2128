import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { settings } from '@/lib/platform/env/env';
import { Prisma, PrismaClient } from './generated/client';
import { newPool, SESSIONS } from './session';

const held = globalThis as { keyportPool?: pg.Pool; keyportDatabases?: Map<unknown, PrismaClient> };

declare const handle: unique symbol;

/**
 * The database, or one transaction on it. Services hand it to stores and can do nothing else with it: only files named
 * `*-store.ts` may import this module and query through `prisma` (`npm run check` sees to it).
 */
export type Db = { readonly [handle]: 'database' };

/** The Prisma client behind a `Db`. */
export const prisma = (db: Db): Prisma.TransactionClient => db as unknown as Prisma.TransactionClient;

/**
 * One client for the process. It is kept on the global object, since hot reload evaluates this module again, and keyed by
 * the copy of Prisma that created it: Next.js bundles the pages with a copy of their own, which recognizes neither the
 * errors nor the SQL of the copy that the background jobs use.
 */
export function connectedClient(): PrismaClient {
  held.keyportDatabases ??= new Map();
  const client = held.keyportDatabases.get(Prisma.PrismaClientKnownRequestError) ?? connect();
  held.keyportDatabases.set(Prisma.PrismaClientKnownRequestError, client);
  return client;
}

/** All clients of the process share it. */
export function connectedPool(): pg.Pool {
  const { databaseUrl, databasePool } = settings();
  held.keyportPool ??= newPool('portal', databaseUrl, { max: databasePool });
  return held.keyportPool;
}

function connect(): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(connectedPool()),
    // The other formats quote the source around a failed query.
    errorFormat: 'minimal',
    transactionOptions: {
      isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
      maxWait: SESSIONS.portal.connectMs,
    },
  });
}

export async function disconnectClients(): Promise<void> {
  const clients = [...(held.keyportDatabases?.values() ?? [])];
  const pool = held.keyportPool;
  delete held.keyportDatabases;
  delete held.keyportPool;
  await Promise.all(clients.map((client) => client.$disconnect()));
  await pool?.end();
}

export { Prisma };

/** Searching for a percent sign finds percent signs. PostgreSQL's text can't hold NUL. */
export const escapeLike = (text: string): string => text.replace(/\0/g, '').replace(/[\\%_]/g, '\\$&');
