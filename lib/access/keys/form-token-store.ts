import type { Queries } from '@/lib/platform/db/client';

const KEPT_MS = 24 * 3_600_000;

/**
 * Claims a form's token for the transaction under way. A second claim waits for the first to commit, and is then
 * told which key came of it (`keyId` is null if that was deleted since). Null means that the token is ours.
 */
export async function claimFormToken(
  queries: Queries,
  userId: string,
  token: string,
  now: Date,
): Promise<{ keyId: string | null } | null> {
  const { count } = await queries.formToken.createMany({
    data: [{ userId, token, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) {
    const used = await queries.formToken.findUnique({
      where: { userId_token: { userId, token } },
      select: { apiKeyId: true },
    });
    return { keyId: used?.apiKeyId ?? null };
  }
  const old = new Date(now.getTime() - KEPT_MS);
  await queries.formToken.deleteMany({ where: { userId, createdAt: { lt: old } } });
  return null;
}

export async function finishFormToken(
  queries: Queries,
  userId: string,
  token: string,
  apiKeyId: string,
): Promise<void> {
  await queries.formToken.update({ where: { userId_token: { userId, token } }, data: { apiKeyId } });
}
