import type { SelfRollGrace } from '@/lib/access/key-records/schema';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** For a key that the caller has locked. */
export async function saveSelfRollGrace(
  db: Db,
  apiKeyId: string,
  grace: SelfRollGrace | null,
): Promise<void> {
  await prisma(db).apiKey.update({
    where: { id: apiKeyId },
    data: { selfRollGrace: grace },
    select: { id: true },
  });
}

/** How many credentials were issued for the key after `since`, and when some were last replaced, by whomever. */
export async function findRecentRolls(db: Db, apiKeyId: string, since: Date) {
  const issued = await prisma(db).credential.count({ where: { apiKeyId, createdAt: { gt: since } } });
  const replaced = await prisma(db).credential.findFirst({
    where: { apiKeyId, replacedAt: { gt: since } },
    orderBy: { replacedAt: 'desc' },
    select: { replacedAt: true },
  });
  return { issued, lastReplacedAt: replaced?.replacedAt ?? null };
}
