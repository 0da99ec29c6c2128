import { prisma } from '@/lib/platform/db/client';
import { type Db, inTransaction } from '@/lib/platform/db/database';
import { LeaseLostError } from './define';

/** How long a silent portal keeps a job. It renews its lease well before. */
export const LEASE_MS = 60_000;

export type JobState = { name: string; dueAt: Date; lastSuccessAt: Date | null };

/** A job that this portal runs: every write must still find `fence`. */
export type Lease = { name: string; holder: string; fence: number };

/** All jobs; new ones are due from `now` on. */
export async function listJobs(db: Db, names: readonly string[], now: Date): Promise<JobState[]> {
  const known = await findJobs(db, names);
  // Asked every second: nothing is written unless a job is new.
  if (known.length === names.length) return known;
  await prisma(db).job.createMany({
    data: names.map((name) => ({ name, dueAt: now })),
    skipDuplicates: true,
  });
  return findJobs(db, names);
}

const findJobs = (db: Db, names: readonly string[]): Promise<JobState[]> =>
  prisma(db).job.findMany({
    where: { name: { in: [...names] } },
    select: { name: true, dueAt: true, lastSuccessAt: true },
  });

/**
 * Takes a job that is due and that nobody runs, or whose lease has run out. Null if there is none. A due time that is
 * implausibly far ahead comes from a clock that was wrong, and counts as due, as does every job with `isWanted`.
 */
export async function claimJob(
  { name, everyMs, isWanted }: { name: string; everyMs: number; isWanted: boolean },
  holder: string,
  now: Date,
): Promise<Lease | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const tooFar = new Date(now.getTime() + everyMs);
  return inTransaction(async (db) => {
    const [before] = await prisma(db).$queryRaw<{ holder: string | null; startedAt: Date | null }[]>`
      select holder, started_at as "startedAt" from job
      where name = ${name} and (${isWanted} or due_at <= ${now} or due_at > ${tooFar})
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
 * Renews the lease from `now` on, and keeps anyone else from taking the job until the transaction ends. A portal that
 * was paused may continue as long as nobody took over meanwhile.
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

/** Gives up the lease, and records the run. Throws if another portal has taken over. */
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
