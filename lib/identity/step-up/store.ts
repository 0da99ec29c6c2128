import type { Queries } from '@/lib/platform/db/client';

/** The person's password hash, their row locked until the end of the transaction. */
export async function lockPasswordHash(queries: Queries, userId: string): Promise<string | null> {
  const [row] = await queries.$queryRaw<{ hash: string }[]>`
    select password_hash as hash from user_account where id = ${userId}::uuid for update`;
  return row?.hash ?? null;
}
