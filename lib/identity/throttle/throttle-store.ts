import { prisma } from '@/lib/platform/db/client';
import { type Db, database, inTransaction } from '@/lib/platform/db/database';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { admitAttempt, type Counter, countFailure, type Limits, newCounter, withdrawAttempt } from './policy';

export type Bucket = { name: string; limits: Limits };

/** All buckets admit the attempt, or none of them counts it. */
export function reserve(
  buckets: readonly Bucket[],
  now: Date,
): Promise<'admitted' | 'busy' | { blockedUntil: Date }> {
  return inTransaction(async (db) => {
    const counters = await lockCounters(db, buckets, now);
    const admissions = counters.map(({ bucket, counter }) => ({
      bucket,
      admission: admitAttempt(counter, bucket.limits, now),
    }));
    const waits = admissions.flatMap(({ admission }) =>
      admission.kind === 'blocked' ? [admission.until] : [],
    );
    if (waits.length > 0)
      return { blockedUntil: new Date(Math.max(...waits.map((until) => until.getTime()))) };
    if (admissions.some(({ admission }) => admission.kind === 'busy')) return 'busy';
    for (const { bucket, admission } of admissions) {
      if (admission.kind === 'admitted') await save(db, bucket, admission.counter);
    }
    return 'admitted';
  });
}

export function saveFailure(buckets: readonly Bucket[], now: Date): Promise<void> {
  return inTransaction(async (db) => {
    for (const { bucket, counter } of await lockCounters(db, buckets, now)) {
      await save(db, bucket, countFailure(counter, bucket.limits, now));
    }
  });
}

export function saveWithdrawal(buckets: readonly Bucket[], now: Date): Promise<void> {
  return inTransaction(async (db) => {
    for (const { bucket, counter } of await lockCounters(db, buckets, now)) {
      await save(db, bucket, withdrawAttempt(counter));
    }
  });
}

export async function removeCounters(buckets: readonly Bucket[]): Promise<void> {
  const names = buckets.map(({ name }) => name);
  await inTransaction((db) => prisma(db).throttle.deleteMany({ where: { bucket: { in: names } } }));
}

/** In the same order everywhere, so that two attempts that share buckets can't deadlock. */
async function lockCounters(db: Db, buckets: readonly Bucket[], now: Date) {
  const names = buckets.map(({ name }) => name).sort();
  await prisma(db).throttle.createMany({
    data: names.map((bucket) => ({ bucket, ...newCounter(now) })),
    skipDuplicates: true,
  });
  const rows = await prisma(db).$queryRaw<(Counter & { bucket: string })[]>`
    select bucket, failures, since, last_try_at as "lastTryAt", blocked_until as "blockedUntil",
      under_way as "underWay", under_way_since as "underWaySince"
    from throttle where bucket = any(${names}) order by bucket for update`;
  return rows.flatMap(({ bucket: name, ...counter }) =>
    buckets.filter((bucket) => bucket.name === name).map((bucket) => ({ bucket, counter })),
  );
}

async function save(db: Db, { name }: Bucket, counter: Counter): Promise<void> {
  await prisma(db).throttle.update({ where: { bucket: name }, data: counter, select: { bucket: true } });
}

/** True once per hour and name; of concurrent calls, for one. */
export async function claimOncePerHour(name: string, now: Date): Promise<boolean> {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const claimed = await prisma(database()).$executeRaw`
    insert into throttle (bucket, failures, since, blocked_until, last_try_at, under_way_since)
    values (${name}, 0, ${now}, ${now}, ${now}, ${now})
    on conflict (bucket) do update set last_try_at = excluded.last_try_at
    where throttle.last_try_at <= ${hourAgo}`;
  return claimed === 1;
}
