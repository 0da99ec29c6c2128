import type { Queries } from '@/lib/platform/db/client';

export function findOrganizationsOf(queries: Queries, userId: string) {
  return queries.membership.findMany({
    where: { userId },
    select: { role: true, organization: { select: { id: true, name: true } } },
    orderBy: [{ organization: { nameFold: 'asc' } }],
  });
}

/** False where the person is no member: the guard stands in the `where`. */
export async function moveSession(
  queries: Queries,
  session: { id: string; userId: string },
  organizationId: string,
): Promise<boolean> {
  const { count } = await queries.session.updateMany({
    where: { ...session, user: { memberships: { some: { organizationId } } } },
    data: { organizationId },
  });
  return count === 1;
}

export async function removeSessionsIn(
  queries: Queries,
  organizationId: string,
  userId: string,
): Promise<void> {
  await queries.session.deleteMany({ where: { organizationId, userId } });
}
