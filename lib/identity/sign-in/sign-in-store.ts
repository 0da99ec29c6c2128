import { prisma } from '@/lib/platform/db/client';
import { type Db, database } from '@/lib/platform/db/database';

/** What is needed to sign somebody in, by address in lower case. */
export function findAccount(email: string) {
  return prisma(database()).user.findUnique({
    where: { email },
    select: {
      id: true,
      name: true,
      email: true,
      passwordHash: true,
      authenticator: { select: { confirmedAt: true } },
      memberships: { select: { organizationId: true }, orderBy: { createdAt: 'asc' }, take: 1 },
    },
  });
}

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/** Whether the account's credentials are still the ones that were checked. Call it with the account locked. */
export async function isUnchanged(
  db: Db,
  { id, email, passwordHash, authenticator }: Account,
): Promise<boolean> {
  const confirmedAt = authenticator?.confirmedAt;
  const unchanged = await prisma(db).user.count({
    where: {
      id,
      email,
      passwordHash,
      ...(confirmedAt
        ? { authenticator: { confirmedAt } }
        : { OR: [{ authenticator: null }, { authenticator: { confirmedAt: null } }] }),
    },
  });
  return unchanged === 1;
}
