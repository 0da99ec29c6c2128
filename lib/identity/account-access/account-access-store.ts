import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/**
 * Serializes everything that verifies, changes or revokes access to one account. Lock this row before any other of the
 * person's.
 */
export async function lockAccountRow(db: Db, userId: string): Promise<void> {
  await prisma(db).$queryRaw`select 1 from user_account where id = ${userId}::uuid for update`;
}

export async function removeSessionsBut(
  db: Db,
  userId: string,
  keepSessionId: string | null,
): Promise<number> {
  const { count } = await prisma(db).session.deleteMany({
    where: { userId, ...(keepSessionId !== null && { id: { not: keepSessionId } }) },
  });
  return count;
}

export async function removeResetLink(db: Db, userId: string): Promise<number> {
  return (await prisma(db).passwordReset.deleteMany({ where: { userId } })).count;
}

export async function removeAddressChange(db: Db, userId: string): Promise<number> {
  return (await prisma(db).addressChange.deleteMany({ where: { userId } })).count;
}

/** A seed that no passcode has confirmed yet; the current authenticator stays. */
export async function removePendingSeed(db: Db, userId: string): Promise<void> {
  await prisma(db).authenticator.deleteMany({ where: { userId, seed: null } });
  await prisma(db).authenticator.updateMany({ where: { userId }, data: { pendingSeed: null } });
}

export async function unlinkIdentities(db: Db, userId: string): Promise<number> {
  return (await prisma(db).externalIdentity.deleteMany({ where: { userId } })).count;
}
