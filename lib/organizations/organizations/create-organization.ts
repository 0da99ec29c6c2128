import { refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { inviteFirstAdmin } from '@/lib/organizations/invitations/invite-first-admin';
import { newOrganization } from '@/lib/organizations/setup/new-organization';
import { recordChange } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { nameTaken, type OrganizationRefusal, organizationSubject } from './organization-refusals';
import type { CreatedOrganization, CreateOrganization } from './schema';

export async function createOrganization(
  person: Person,
  { name, kind, firstAdmin }: CreateOrganization,
): Promise<Result<CreatedOrganization, OrganizationRefusal>> {
  const now = currentTime();
  if (!person.operator) {
    return refuseNonOperator(
      person,
      { action: 'organization.create', ...organizationSubject(null, name) },
      now,
    );
  }
  const made = await transact<string, OrganizationRefusal>(async (db) => {
    const { id } = await newOrganization(db, { name, kind }, now);
    const event = {
      action: 'organization.create',
      ...organizationSubject(id, name),
      details: { kind },
    } as const;
    await recordChange(db, { ...person, organization: { id } }, event, now);
    return ok(id);
  }).catch(nameTaken);
  if (!made.ok) return made;
  const id = made.value;
  const invited = firstAdmin
    ? await inviteFirstAdmin(person, { organizationId: id, email: firstAdmin })
    : null;
  return ok({ id, sent: invited?.ok ? invited.value : null });
}
