import type { Queries } from '@/lib/platform/db/client';

/** Serializes whatever proves, changes or takes back one account. Lock this row before any other of the person's. */
export async function lockAccountRow(queries: Queries, userId: string): Promise<void> {
  await queries.$queryRaw`select 1 from user_account where id = ${userId}::uuid for update`;
}

export async function removeSessionsBut(
  queries: Queries,
  userId: string,
  keepSessionId: string | null,
): Promise<number> {
  const { count } = await queries.session.deleteMany({
    where: { userId, ...(keepSessionId !== null && { id: { not: keepSessionId } }) },
  });
  return count;
}

export async function removeResetLink(queries: Queries, userId: string): Promise<number> {
  return (await queries.passwordReset.deleteMany({ where: { userId } })).count;
}

export async function removeAddressChange(queries: Queries, userId: string): Promise<number> {
  return (await queries.addressChange.deleteMany({ where: { userId } })).count;
}

/** A seed that no code has proved yet; the authenticator that counts stays. */
export async function removePendingSeed(queries: Queries, userId: string): Promise<void> {
  await queries.authenticator.deleteMany({ where: { userId, seed: null } });
  await queries.authenticator.updateMany({ where: { userId }, data: { pendingSeed: null } });
}

export async function unlinkIdentities(queries: Queries, userId: string): Promise<number> {
  return (await queries.externalIdentity.deleteMany({ where: { userId } })).count;
}
