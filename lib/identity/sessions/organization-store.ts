import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

export function findOrganizationsOf(db: Db, userId: string) {
  return prisma(db).membership.findMany({
    where: { userId },
    select: { role: true, organization: { select: { id: true, name: true } } },
    orderBy: [{ organization: { nameFold: 'asc' } }],
  });
}

/** False if the person isn't a member: the condition is part of the statement. */
export async function moveSession(
  db: Db,
  session: { id: string; userId: string },
  organizationId: string,
): Promise<boolean> {
  const { count } = await prisma(db).session.updateMany({
    where: { ...session, user: { memberships: { some: { organizationId } } } },
    data: { organizationId },
  });
  return count === 1;
}

export async function removeSessionsIn(db: Db, organizationId: string, userId: string): Promise<void> {
  await prisma(db).session.deleteMany({ where: { organizationId, userId } });
}
