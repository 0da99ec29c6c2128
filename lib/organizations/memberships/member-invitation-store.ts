import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** Returns their addresses. */
export async function removeInvitationsOf(
  db: Db,
  organizationId: string,
  invitedById: string,
): Promise<string[]> {
  const removed = await prisma(db).$queryRaw<{ email: string }[]>`
    delete from invitation
    where organization_id = ${organizationId}::uuid and invited_by_id = ${invitedById}::uuid returning email`;
  return removed.map(({ email }) => email);
}

/** Invitations whose inviter doesn't belong to the organization. */
export function removeNonMemberInvitations(
  db: Db,
  organizationId: string,
): Promise<{ id: string; email: string }[]> {
  return prisma(db).$queryRaw`
    delete from invitation i
    where i.organization_id = ${organizationId}::uuid and not exists (
      select 1 from membership m where m.organization_id = i.organization_id and m.user_id = i.invited_by_id)
    returning i.id, i.email`;
}

export function countByInviter(db: Db, organizationId: string) {
  return prisma(db).invitation.groupBy({
    by: ['invitedById'],
    where: { organizationId },
    _count: { _all: true },
  });
}
