import type { Db } from '@/lib/platform/db/database';
import { countByInviter, removeInvitationsOf, removeNonMemberInvitations } from './member-invitation-store';

/** A link that somebody created as an Admin must not outlive that role. Returns the addresses it was for. */
export const withdrawInvitationsOf = (db: Db, organizationId: string, userId: string): Promise<string[]> =>
  removeInvitationsOf(db, organizationId, userId);

/**
 * Once an organization has an Admin, its Admins decide who belongs to it: links from outside, such as the operator's to
 * a first Admin, end. Returns the invitations that there were.
 */
export const withdrawNonMemberInvitations = (
  db: Db,
  organizationId: string,
): Promise<{ id: string; email: string }[]> => removeNonMemberInvitations(db, organizationId);

/** How many open invitations each member has created, by their ids. */
export async function countInvitationsBy(db: Db, organizationId: string): Promise<Map<string, number>> {
  const counts = await countByInviter(db, organizationId);
  return new Map(
    counts.flatMap(({ invitedById, _count }) => (invitedById ? [[invitedById, _count._all] as const] : [])),
  );
}
