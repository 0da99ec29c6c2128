import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { DAY_MS } from '@/lib/platform/time/durations';

const KEPT_MS = DAY_MS;

/**
 * Claims a form's idempotency key for the current transaction. A second claim waits for the first to commit, and then
 * gets the API key that was created with it (`subjectId` is null if that was deleted since). Null means that it is claimed.
 */
export async function claimIdempotencyKey(
  db: Db,
  userId: string,
  key: string,
  now: Date,
): Promise<{ subjectId: string | null } | null> {
  const { count } = await prisma(db).idempotencyKey.createMany({
    data: [{ userId, key, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const used = await prisma(db).idempotencyKey.findUnique({
      where: { userId_key: { userId, key } },
      select: { apiKeyId: true },
    });
    return { subjectId: used?.apiKeyId ?? null };
  }
  const old = new Date(now.getTime() - KEPT_MS);
  await prisma(db).idempotencyKey.deleteMany({ where: { userId, createdAt: { lt: old } } });
  return null;
}

export async function completeIdempotencyKey(
  db: Db,
  userId: string,
  key: string,
  apiKeyId: string,
): Promise<void> {
  await prisma(db).idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { apiKeyId } });
}
