import { prisma } from '@/lib/platform/db/client';
import { type Db, inTransaction } from '@/lib/platform/db/database';
import { LeaseLostError } from './define';

/** How long a portal that says nothing keeps a job. It renews its lease well before. */
export const LEASE_MS = 60_000;

export type JobState = { name: string; dueAt: Date; lastSuccessAt: Date | null };

/** A job that this portal has: `fence` is the number that every write must still find. */
export type Lease = { name: string; holder: string; fence: number };

/** The jobs as they stand; those that are new are due from `now` on. */
export async function listJobs(db: Db, names: readonly string[], now: Date): Promise<JobState[]> {
  await prisma(db).job.createMany({
    data: names.map((name) => ({ name, dueAt: now })),
    skipDuplicates: true,
  });
  return prisma(db).job.findMany({
    where: { name: { in: [...names] } },
    select: { name: true, dueAt: true, lastSuccessAt: true },
  });
}

/**
 * Takes a job that is due and that nobody has, or whose holder let its lease run out. Null where there is nothing to take.
 * A time too far ahead to be true comes from a clock that was wrong, and holds nothing up.
 */
export async function claimJob(
  { name, everyMs }: { name: string; everyMs: number },
  holder: string,
  now: Date,
): Promise<Lease | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const tooFar = new Date(now.getTime() + everyMs);
  return inTransaction(async (db) => {
    const [before] = await prisma(db).$queryRaw<{ holder: string | null; startedAt: Date | null }[]>`
      select holder, started_at as "startedAt" from job
      where name = ${name} and (due_at <= ${now} or due_at > ${tooFar})
        and (holder is null or lease_until <= ${now} or lease_until > ${leaseUntil})
      for update skip locked`;
    if (!before) return null;
    if (before.holder && before.startedAt) {
      await prisma(db).jobRun.create({
        data: {
          jobName: name,
          startedAt: before.startedAt,
          endedAt: now,
          outcome: 'abandoned',
          processed: 0,
        },
      });
    }
    const { fence } = await prisma(db).job.update({
      where: { name },
      data: { fence: { increment: 1 }, holder, startedAt: now, leaseUntil },
      select: { fence: true },
    });
    return { name, holder, fence };
  });
}

/**
 * Makes the lease last from `now` on, and keeps anyone else from taking it until the transaction ends. A portal that was
 * paused may go on as long as nobody took over meanwhile.
 */
export async function holdLease(db: Db, { name, fence }: Lease, now: Date): Promise<void> {
  const { count } = await prisma(db).job.updateMany({
    where: { name, fence },
    data: { leaseUntil: new Date(now.getTime() + LEASE_MS) },
  });
  if (count === 0) throw new LeaseLostError(`Another portal has taken over the job ${name}`);
}

export type Ended = {
  startedAt: Date;
  endedAt: Date;
  dueAt: Date;
  processed: number;
  error: string | null;
};

/** Gives the lease back, and puts the run on record. Throws where another portal has taken over. */
export async function endRun(
  lease: Lease,
  { startedAt, endedAt, dueAt, processed, error }: Ended,
): Promise<void> {
  await inTransaction(async (db) => {
    await holdLease(db, lease, endedAt);
    const succeeded = error === null ? { lastSuccessAt: endedAt } : {};
    await prisma(db).job.update({
      where: { name: lease.name },
      data: { holder: null, startedAt: null, leaseUntil: null, dueAt, ...succeeded },
    });
    if (processed === 0 && error === null) return;
    const outcome = error === null ? 'succeeded' : 'failed';
    await prisma(db).jobRun.create({
      data: { jobName: lease.name, startedAt, endedAt, outcome, processed, error },
    });
  });
}
