import { inTransaction } from '@/lib/db/client';
import { countTry, type Tries } from './policy';

/**
 * Counts a try in each bucket, before it is known whether it succeeds, so that many tries at once can't all pass.
 * Answers when the next try may come if one of the buckets has to wait; then none of them counts it.
 */
export function reserveTry(buckets: readonly string[], now: Date): Promise<Date | null> {
  const sorted = [...buckets].sort();
  return inTransaction(async (queries) => {
    await queries.throttle.createMany({
      data: sorted.map((bucket) => ({ bucket, failures: 0, blockedUntil: now, lastTryAt: now })),
      skipDuplicates: true,
    });
    const rows = await queries.$queryRaw<(Tries & { bucket: string })[]>`
      select bucket, failures, blocked_until as "blockedUntil", last_try_at as "lastTryAt"
      from throttle where bucket = any(${sorted}) order by bucket for update`;
    const counted = rows.map((row) => ({ bucket: row.bucket, tries: countTry(row, now), row }));
    const blocked = counted
      .filter(({ tries }) => tries === null)
      .map(({ row }) => row.blockedUntil.getTime());
    if (blocked.length > 0) return new Date(Math.max(...blocked));
    for (const { bucket, tries } of counted) {
      if (tries) await queries.throttle.update({ where: { bucket }, data: tries });
    }
    return null;
  });
}

/** Takes back one reserved try, and the wait that it brought. */
export async function releaseTry(buckets: readonly string[], now: Date): Promise<void> {
  await inTransaction((queries) =>
    queries.throttle.updateMany({
      where: { bucket: { in: [...buckets] }, failures: { gt: 0 } },
      data: { failures: { decrement: 1 }, blockedUntil: now },
    }),
  );
}

export async function forgetTries(buckets: readonly string[]): Promise<void> {
  await inTransaction((queries) => queries.throttle.deleteMany({ where: { bucket: { in: [...buckets] } } }));
}
