import type { Person } from '@/lib/identity/actor/actor';
import { refuseOutsider } from '@/lib/identity/actor/operator';
import { recordChange } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { lockOrganization } from './first-admin-store';
import { saveInvitation } from './invitation-store';
import { deliver } from './letter';
import type { InviteFirstAdmin, SentInvitation } from './schema';
import { newLink } from './token';

export type FirstAdminRefusal = 'NOT_OPERATOR' | 'NO_SUCH_ORGANIZATION' | 'HAS_ADMIN';

/**
 * An operator invites the Admin of an organization that has none. Once there is one, who belongs to it is theirs to
 * say: the operator has no way into an organization that others work in.
 */
export async function inviteFirstAdmin(
  person: Person,
  { organizationId, email }: InviteFirstAdmin,
): Promise<Result<SentInvitation, FirstAdminRefusal>> {
  const now = currentTime();
  const told = {
    action: 'invitation.create',
    subjectType: 'invitation',
    subjectId: null,
    subjectName: email,
    details: { role: 'admin' },
  } as const;
  if (!person.operator) {
    return refuseOutsider(person, { ...told, details: { ...told.details, organizationId } }, now);
  }
  const { link, stored } = newLink(now);
  const made = await transact<string, FirstAdminRefusal>(async (db) => {
    const organization = await lockOrganization(db, organizationId);
    if (!organization) return refuse('NO_SUCH_ORGANIZATION');
    if (organization.hasAdmin) return refuse('HAS_ADMIN');
    const invitation = { organizationId, email, role: 'admin', invitedById: person.userId } as const;
    const subjectId = await saveInvitation(db, invitation, stored, now);
    const who = { ...person, organization: { id: organizationId } };
    await recordChange(db, who, { ...told, subjectId }, now);
    return ok(organization.name);
  });
  if (!made.ok) return made;
  const letter = { email, role: 'admin', organization: made.value, invitedBy: person.name, link } as const;
  return ok(await deliver(letter));
}
