import type { Actor } from '@/lib/identity/actor/actor';
import { can } from '@/lib/identity/actor/rights';
import { onRecord } from '@/lib/organizations/memberships/audited';
import { isMember, mayStill } from '@/lib/organizations/memberships/membership';
import { recordChange } from '@/lib/platform/audit/record';
import { database } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  countInvitations,
  findInvitations,
  removeInvitation,
  replaceLink,
  saveInvitation,
} from './invitation-store';
import { deliver } from './letter';
import type { Invite, OpenInvitation, SentInvitation } from './schema';
import { newLink } from './token';

export type InviteRefusal = 'FORBIDDEN' | 'ALREADY_MEMBER' | 'INVITATION_LIMIT' | 'INVITATION_NOT_FOUND';

/** Each may be a letter to somebody who never asked for one. */
const MOST_OPEN = 100;

/** For Admins: others can do nothing with them. */
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

/** Inviting an address again makes a new link, and the old one is worth nothing. */
export async function invite(
  actor: Actor,
  { email, role }: Invite,
): Promise<Result<SentInvitation, InviteRefusal>> {
  const now = currentTime();
  const { link, stored } = newLink(now);
  const organizationId = actor.organization.id;
  const told = { action: 'invitation.create', ...subject(null, email), details: { role } } as const;
  const made = !can(actor, 'team:write')
    ? refuse('FORBIDDEN')
    : await transact<null, InviteRefusal>(async (db) => {
        if (!(await mayStill(db, actor, 'team:write'))) return refuse('FORBIDDEN');
        if (await isMember(db, organizationId, email)) return alreadyMember();
        if ((await countInvitations(db, organizationId)) >= MOST_OPEN) return refuse('INVITATION_LIMIT');
        const invitation = { organizationId, email, role, invitedById: actor.userId };
        const id = await saveInvitation(db, invitation, stored, now);
        await recordChange(db, actor, { ...told, subjectId: id }, now);
        return ok(null);
      });
  const result = await onRecord(actor, told, made, now);
  return result.ok ? ok(await deliver({ ...namesOf(actor), email, role, link })) : result;
}

/** A new link, good for another 7 days; the old one is worth nothing from now on. */
export async function resendInvitation(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<SentInvitation, InviteRefusal>> {
  const now = currentTime();
  const { link, stored } = newLink(now);
  const where = { id, organizationId: actor.organization.id };
  const action = 'invitation.resend';
  const renewed = !can(actor, 'team:write')
    ? refuse('FORBIDDEN')
    : await transact<Invite, InviteRefusal>(async (db) => {
        if (!(await mayStill(db, actor, 'team:write'))) return refuse('FORBIDDEN');
        const invitation = await replaceLink(db, where, actor.userId, stored);
        if (!invitation) return refuse('INVITATION_NOT_FOUND');
        await recordChange(db, actor, { action, ...subject(id, invitation.email) }, now);
        return ok(invitation);
      });
  const result = await onRecord(actor, { action, ...subject(id, id) }, renewed, now);
  return result.ok ? ok(await deliver({ ...namesOf(actor), ...result.value, link })) : result;
}

export async function withdrawInvitation(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<null, InviteRefusal>> {
  const now = currentTime();
  const where = { id, organizationId: actor.organization.id };
  const action = 'invitation.withdraw';
  const withdrawn = !can(actor, 'team:write')
    ? refuse('FORBIDDEN')
    : await transact<null, InviteRefusal>(async (db) => {
        const email = await removeInvitation(db, where);
        if (email === null) return refuse('INVITATION_NOT_FOUND');
        await recordChange(db, actor, { action, ...subject(id, email) }, now);
        return ok(null);
      });
  return onRecord(actor, { action, ...subject(id, id) }, withdrawn, now);
}

const alreadyMember = () =>
  refuse('ALREADY_MEMBER', { fields: { email: ['Belongs to the team already. Change the role there.'] } });

const namesOf = ({ organization, name }: Actor) => ({ organization: organization.name, invitedBy: name });

const subject = (id: string | null, email: string) =>
  ({ subjectType: 'invitation', subjectId: id, subjectName: email }) as const;
