import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange, recordIfRefused } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { removeInvitation } from './invitation-store';
import { type InviteRefusal, invitationSubject } from './invite';

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
        await recordChange(db, actor, { action, ...invitationSubject(id, email) }, now);
        return ok(null);
      });
  return recordIfRefused(actor, { action, ...invitationSubject(id, id) }, withdrawn, now);
}
