import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { lockOrganization } from '@/lib/platform/db/lock-organization';

/** Locked, so that of two people who invite a first Admin at the same time the second sees what the first did. */
export async function lockInvitedOrganization(
  db: Db,
  id: string,
): Promise<{ name: string; hasAdmin: boolean } | null> {
  await lockOrganization(db, id);
  const organization = await prisma(db).organization.findUnique({
    where: { id },
    select: { name: true, memberships: { where: { role: 'admin' }, select: { userId: true }, take: 1 } },
  });
  return organization && { name: organization.name, hasAdmin: organization.memberships.length > 0 };
}
