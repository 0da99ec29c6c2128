import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, TransactionOptions } from '@/lib/platform/db/database';
import { LEASE_MS } from '@/lib/platform/db/session';
import { transact } from '@/lib/platform/db/transact';
import { log } from '@/lib/platform/log/log';
import type { Result } from '@/lib/platform/result';
import { listenForAcks, trackAcks } from './acknowledgements';
import { announceBarrier, findLivingVerifiers } from './verifier-store';

/** The clocks of two machines drift apart by far less than this during a lease. */
const MARGIN_MS = 100;

/**
 * Like `transact`, but returns only when no verifier on any machine still judges by the state before: each has
 * acknowledged the change, or its lease has run out. A lease is counted from a heartbeat that came back over the feed,
 * and the feed keeps the order of commits. So a verifier that trusts its cache one lease after this commit has received
 * the change, acknowledged or not: waiting that long is always enough.
 */
export async function transactAndAwaitVerifiers<Value, Code extends string>(
  work: (db: Db) => Promise<Result<Value, Code>>,
  options?: TransactionOptions,
): Promise<Result<Value, Code>> {
  const id = randomUUID();
  const acknowledgements = trackAcks(id);
  try {
    await listenForAcks().catch((error) => log.warn({ err: error }, 'Acknowledgements cannot be received'));
    const result = await transact(async (db) => {
      const decided = await work(db);
      if (decided.ok) await announceBarrier(db, id);
      return decided;
    }, options);
    if (result.ok) await waitForAcksOrLease(acknowledgements.all);
    return result;
  } finally {
    acknowledgements.close();
  }
}

async function waitForAcksOrLease(passed: (verifiers: ReadonlySet<string>) => Promise<void>): Promise<void> {
  const over = new AbortController();
  const lease = sleep(LEASE_MS + MARGIN_MS, undefined, { signal: over.signal });
  try {
    await Promise.race([lease, allAcknowledged(passed, lease)]);
  } finally {
    over.abort();
    await lease.catch(() => undefined);
  }
}

/** Read after the commit: a verifier that registers later fills its cache later, and reads the changed rows. */
async function allAcknowledged(
  passed: (verifiers: ReadonlySet<string>) => Promise<void>,
  lease: Promise<void>,
): Promise<void> {
  try {
    await passed(await findLivingVerifiers());
  } catch (error) {
    log.warn({ err: error }, 'The verifiers cannot be queried; waiting for their leases');
    await lease;
  }
}
