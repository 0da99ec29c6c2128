import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recheckRight } from '@/lib/organizations/memberships/membership';
import { recordChange, recordIfRefused } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { sendInvitation } from './invitation-email';
import { replaceLink } from './invitation-store';
import { emailNames, type InviteRefusal, invitationSubject, newInvitationLink } from './invite';
import type { Invite, SentInvitation } from './schema';

/** Creates a new link, valid for another 7 days; the old one no longer works. */
export async function resendInvitation(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<SentInvitation, InviteRefusal>> {
  const now = currentTime();
  const { link, stored } = newInvitationLink(now);
  const where = { id, organizationId: actor.organization.id };
  const action = 'invitation.resend';
  const renewed = !can(actor, 'team:write')
    ? refuse('FORBIDDEN')
    : await transact<Invite, InviteRefusal>(async (db) => {
        if (!(await recheckRight(db, actor, 'team:write'))) return refuse('FORBIDDEN');
        const invitation = await replaceLink(db, where, actor.userId, stored);
        if (!invitation) return refuse('INVITATION_NOT_FOUND');
        await recordChange(db, actor, { action, ...invitationSubject(id, invitation.email) }, now);
        return ok(invitation);
      });
  const result = await recordIfRefused(actor, { action, ...invitationSubject(id, id) }, renewed, now);
  return result.ok ? ok(await sendInvitation({ ...emailNames(actor), ...result.value, link })) : result;
}
