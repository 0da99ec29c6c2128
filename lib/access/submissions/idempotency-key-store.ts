import type { Submission } from '@/lib/access/submissions/submission';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { DAY_MS } from '@/lib/platform/time/durations';

const KEPT_MS = DAY_MS;

/** A form that is sent twice. */
export const formSubmission = (userId: string, key: string): Submission => ({
  claim: (db, now) => claimIdempotencyKey(db, userId, key, now),
  complete: (db, keyId) => completeIdempotencyKey(db, userId, key, keyId),
});

/**
 * Claims a form's idempotency key for the current transaction. A second claim waits for the first to commit, and then
 * gets the API key that was created with it (`subjectId` is null if that was deleted since). Null means that it is claimed.
 */
async function claimIdempotencyKey(
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

async function completeIdempotencyKey(db: Db, userId: string, key: string, apiKeyId: string): Promise<void> {
  await prisma(db).idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { apiKeyId } });
}
