import type { Queries } from '@/lib/platform/db/client';

/** Answers their addresses. */
export async function removeInvitationsOf(
  queries: Queries,
  organizationId: string,
  invitedById: string,
): Promise<string[]> {
  const removed = await queries.$queryRaw<{ email: string }[]>`
    delete from invitation
    where organization_id = ${organizationId}::uuid and invited_by_id = ${invitedById}::uuid returning email`;
  return removed.map(({ email }) => email);
}

/** Of those whose maker does not belong to the organization. */
export function removeOutsidersInvitations(
  queries: Queries,
  organizationId: string,
): Promise<{ id: string; email: string }[]> {
  return queries.$queryRaw`
    delete from invitation i
    where i.organization_id = ${organizationId}::uuid and not exists (
      select 1 from membership m where m.organization_id = i.organization_id and m.user_id = i.invited_by_id)
    returning i.id, i.email`;
}

export function countByInviter(queries: Queries, organizationId: string) {
  return queries.invitation.groupBy({
    by: ['invitedById'],
    where: { organizationId },
    _count: { _all: true },
  });
}
