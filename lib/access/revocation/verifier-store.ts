import { prisma } from '@/lib/platform/db/client';
import { type Db, database } from '@/lib/platform/db/database';
import { LEASE_MS } from '@/lib/platform/db/session';
import { barrierMessage, CHANGES } from './schema';

/** Announced when the transaction commits, after all its other announcements. */
export async function announceBarrier(db: Db, id: string): Promise<void> {
  await prisma(db).$executeRaw`select pg_notify(${CHANGES}, ${barrierMessage(id)})`;
}

/**
 * The verifiers whose lease may still run, by the database's clock, which also dated their beats. It counts back from
 * the latest beat if that is earlier: a clock that is set forward must not make verifiers look gone.
 */
export async function findLivingVerifiers(): Promise<Set<string>> {
  const rows = await prisma(database()).$queryRaw<{ id: string }[]>`
    select id from verifier
    where beat_at > least(clock_timestamp(), (select max(beat_at) from verifier))
      - make_interval(secs => ${(2 * LEASE_MS) / 1000}::float8)`;
  return new Set(rows.map(({ id }) => id));
}
