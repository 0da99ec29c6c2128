import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { DAY_MS } from '@/lib/platform/time/durations';

const KEPT_MS = DAY_MS;

/**
 * Claims a form's token for the transaction under way. A second claim waits for the first to commit, and is then
 * told which key came of it (`keyId` is null if that was deleted since). Null means that the token is ours.
 */
export async function claimFormToken(
  db: Db,
  userId: string,
  token: string,
  now: Date,
): Promise<{ keyId: string | null } | null> {
  const { count } = await prisma(db).formToken.createMany({
    data: [{ userId, token, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const used = await prisma(db).formToken.findUnique({
      where: { userId_token: { userId, token } },
      select: { apiKeyId: true },
    });
    return { keyId: used?.apiKeyId ?? null };
  }
  const old = new Date(now.getTime() - KEPT_MS);
  await prisma(db).formToken.deleteMany({ where: { userId, createdAt: { lt: old } } });
  return null;
}

export async function finishFormToken(
  db: Db,
  userId: string,
  token: string,
  apiKeyId: string,
): Promise<void> {
  await prisma(db).formToken.update({ where: { userId_token: { userId, token } }, data: { apiKeyId } });
}
