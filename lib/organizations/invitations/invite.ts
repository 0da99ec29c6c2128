import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { isMember, recheckRight } from '@/lib/organizations/memberships/membership';
import { recordChange, recordIfRefused } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { settings } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { newLinkToken } from '@/lib/platform/secrets/link-token';
import { currentTime } from '@/lib/platform/time/clock';
import { DAY_MS } from '@/lib/platform/time/durations';
import { sendInvitation } from './invitation-email';

import { countInvitations, saveInvitation } from './invitation-store';

import type { Invite, SentInvitation } from './schema';

/** Each may be an email to somebody who never asked for one. */
const MAX_OPEN_INVITATIONS = 100;

/** Inviting an address again creates a new link, and the old one no longer works. */
export async function invite(
  actor: Actor,
  { email, role }: Invite,
): Promise<Result<SentInvitation, InviteRefusal>> {
  const now = currentTime();
  const { link, stored } = newInvitationLink(now);
  const organizationId = actor.organization.id;
  const event = {
    action: 'invitation.create',
    ...invitationSubject(null, email),
    details: { role },
  } as const;
  const made = !can(actor, 'team:write')
    ? refuse('FORBIDDEN')
    : await transact<null, InviteRefusal>(async (db) => {
        if (!(await recheckRight(db, actor, 'team:write'))) return refuse('FORBIDDEN');
        if (await isMember(db, organizationId, email)) return alreadyMember();
        if ((await countInvitations(db, organizationId)) >= MAX_OPEN_INVITATIONS)
          return refuse('INVITATION_LIMIT');
        const invitation = { organizationId, email, role, invitedById: actor.userId };
        const id = await saveInvitation(db, invitation, stored, now);
        await recordChange(db, actor, { ...event, subjectId: id }, now);
        return ok(null);
      });
  const result = await recordIfRefused(actor, event, made, now);
  return result.ok ? ok(await sendInvitation({ ...emailNames(actor), email, role, link })) : result;
}

const alreadyMember = () =>
  refuse('ALREADY_MEMBER', { fields: { email: ['Belongs to the team already. Change the role there.'] } });

export const emailNames = ({ organization, name }: Actor) => ({
  organization: organization.name,
  invitedBy: name,
});

export type InviteRefusal = 'FORBIDDEN' | 'ALREADY_MEMBER' | 'INVITATION_LIMIT' | 'INVITATION_NOT_FOUND';

export const invitationSubject = (id: string | null, email: string) =>
  ({ subjectType: 'invitation', subjectId: id, subjectName: email }) as const;

const LIFETIME_MS = 7 * DAY_MS;

/** The link of a new invitation, and what is stored of it. */
export function newInvitationLink(now: Date) {
  const { token, tokenHash } = newLinkToken();
  return {
    link: `${settings().portalUrl}/invitations/${token}`,
    stored: { tokenHash, expiresAt: new Date(now.getTime() + LIFETIME_MS) },
  };
}
