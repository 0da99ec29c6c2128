import { setTimeout as delay } from 'node:timers/promises';
import { runWithBeforeCommit } from './before-commit';
import { connectedClient, type Db, disconnectClients, prisma } from './client';
import { isConflict } from './driver-error';

/** Outside any transaction. */
export const database = (): Db => connectedClient() as unknown as Db;

export type TransactionOptions = {
  /** After this long it is rolled back: it holds locks that others wait for. */
  timeoutMs?: number;
};

const TRANSACTION_MS = 10_000;
const ATTEMPTS = 4;
const MAX_PAUSE_MS = 40;

/**
 * Commits everything that `work` writes, or nothing; throw to roll back. A transaction that PostgreSQL aborts because
 * of a deadlock or a serialization failure runs again, so `work` must change nothing but the database.
 */
export async function inTransaction<Value>(
  work: (db: Db) => Promise<Value>,
  { timeoutMs = TRANSACTION_MS }: TransactionOptions = {},
): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await connectedClient().$transaction(
        (client) => runWithBeforeCommit(client as unknown as Db, work),
        {
          timeout: timeoutMs,
        },
      );
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      // A random pause keeps the two transactions from colliding again.
      await delay(Math.random() * MAX_PAUSE_MS * attempt);
    }
  }
}

export const closeDatabase = (): Promise<void> => disconnectClients();

export type { Db } from './client';
export { isTaken } from './unique';

/**
 * Locks an organization until the transaction ends. Everything that counts or changes its members or keys takes this
 * lock first, so that two such transactions can't deadlock, and the second sees what the first did.
 */
export async function lockOrganization(db: Db, organizationId: string): Promise<void> {
  await prisma(db).$queryRaw`select 1 from organization where id = ${organizationId}::uuid for no key update`;
}
