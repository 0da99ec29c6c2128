import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** The person's password hash, with their row locked until the end of the transaction. */
export async function lockPasswordHash(db: Db, userId: string): Promise<string | null> {
  const [row] = await prisma(db).$queryRaw<{ hash: string }[]>`
    select password_hash as hash from user_account where id = ${userId}::uuid for update`;
  return row?.hash ?? null;
}
