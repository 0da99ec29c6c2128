import type { Queries } from '@/lib/platform/db/client';
import { countByInviter, removeInvitationsOf, removeOutsidersInvitations } from './withdraw-store';

/** A link that somebody made as an Admin must not outlive their being one. Answers the addresses it was for. */
export const withdrawInvitationsOf = (
  queries: Queries,
  organizationId: string,
  userId: string,
): Promise<string[]> => removeInvitationsOf(queries, organizationId, userId);

/**
 * Once an organization has an Admin, its Admins decide who belongs to it: links that somebody outside it made, such as
 * the operator's to a first Admin, end. Answers the invitations that there were.
 */
export const withdrawOutsidersInvitations = (
  queries: Queries,
  organizationId: string,
): Promise<{ id: string; email: string }[]> => removeOutsidersInvitations(queries, organizationId);

/** How many open invitations each member has made, by their ids. */
export async function countInvitationsBy(
  queries: Queries,
  organizationId: string,
): Promise<Map<string, number>> {
  const counts = await countByInviter(queries, organizationId);
  return new Map(
    counts.flatMap(({ invitedById, _count }) => (invitedById ? [[invitedById, _count._all] as const] : [])),
  );
}
