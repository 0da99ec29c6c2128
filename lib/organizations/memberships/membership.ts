import { ensureSystemKey } from '@/lib/access/built-in-keys/built-in-keys';
import { can } from '@/lib/identity/actor/rights';
import type { Actor, Right, Role } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { KEYPORT } from '@/lib/platform/audit/schema';
import type { Db } from '@/lib/platform/db/database';
import type { Recipient } from '@/lib/platform/mail/compose-email';
import { withdrawNonMemberInvitations } from './member-invitations';
import { findRecipients, hasMember, insertMember, lockRole } from './membership-store';

/** What other folders ask about a team. Callers check who may ask. */

export const isMember = (db: Db, organizationId: string, email: string): Promise<boolean> =>
  hasMember(db, organizationId, email);

/** Whom to tell what happened to an organization's keys: its Admins and, of a personal key, its owner. */
export const listRecipients = (
  db: Db,
  organizationId: string,
  { ownerId = null }: { ownerId?: string | null } = {},
): Promise<Recipient[]> => findRecipients(db, organizationId, ownerId);

/** Adds a member with what every new member starts with. False if the person is a member already. */
export async function addMember(
  db: Db,
  member: { organizationId: string; userId: string; role: Role },
  now: Date,
): Promise<boolean> {
  if (!(await insertMember(db, member, now))) return false;
  await ensureSystemKey(db, member.organizationId, member.userId, now);
  if (member.role === 'admin') await endOutsidersInvitations(db, member.organizationId, now);
  return true;
}

async function endOutsidersInvitations(db: Db, organizationId: string, now: Date): Promise<void> {
  const ended = await withdrawNonMemberInvitations(db, organizationId);
  for (const { id, email } of ended) {
    const subject = { subjectType: 'invitation', subjectId: id, subjectName: email } as const;
    await recordChange(db, KEYPORT, { action: 'invitation.withdraw', ...subject, organizationId }, now);
  }
}

/** Checks again inside the transaction: the role may have been removed since the request came. */
export async function recheckRight(db: Db, actor: Actor, right: Right): Promise<boolean> {
  const role = await lockRole(db, { organizationId: actor.organization.id, userId: actor.userId });
  return role !== null && can({ role }, right);
}
