import { refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { sendInvitation } from './invitation-email';
import { lockInvitedOrganization, saveInvitation } from './invitation-store';
import { newInvitationLink } from './invite';
import type { InviteFirstAdmin, SentInvitation } from './schema';

export type FirstAdminRefusal = 'NOT_OPERATOR' | 'NO_SUCH_ORGANIZATION' | 'HAS_ADMIN';

/**
 * An operator invites the Admin of an organization that has none. Once there is one, its Admins decide who belongs to
 * it: the operator has no way into an organization that others work in.
 */
export async function inviteFirstAdmin(
  person: Person,
  { organizationId, email }: InviteFirstAdmin,
): Promise<Result<SentInvitation, FirstAdminRefusal>> {
  const now = currentTime();
  const event = {
    action: 'invitation.create',
    subjectType: 'invitation',
    subjectId: null,
    subjectName: email,
    details: { role: 'admin' },
  } as const;
  if (!person.operator) {
    return refuseNonOperator(person, { ...event, details: { ...event.details, organizationId } }, now);
  }
  const { link, stored } = newInvitationLink(now);
  const made = await transact<string, FirstAdminRefusal>(async (db) => {
    const organization = await lockInvitedOrganization(db, organizationId);
    if (!organization) return refuse('NO_SUCH_ORGANIZATION');
    if (organization.hasAdmin) return refuse('HAS_ADMIN');
    const invitation = { organizationId, email, role: 'admin', invitedById: person.userId } as const;
    const subjectId = await saveInvitation(db, invitation, stored, now);
    const who = { ...person, organization: { id: organizationId } };
    await recordChange(db, who, { ...event, subjectId }, now);
    return ok(organization.name);
  });
  if (!made.ok) return made;
  const message = { email, role: 'admin', organization: made.value, invitedBy: person.name, link } as const;
  return ok(await sendInvitation(message));
}
