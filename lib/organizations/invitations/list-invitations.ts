import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { currentTime } from '@/lib/platform/time/clock';
import { findInvitations } from './invitation-store';
import type { OpenInvitation } from './schema';

/** For Admins only: others can't do anything with them. */
export async function listInvitations(actor: Actor): Promise<OpenInvitation[]> {
  if (!can(actor, 'team:write')) return [];
  const now = currentTime();
  const invitations = await findInvitations(database(), actor.organization.id);
  return invitations.map(({ invitedBy, createdAt, expiresAt, ...invitation }) => ({
    ...invitation,
    invitedBy: invitedBy?.name ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    expired: expiresAt <= now,
  }));
}
