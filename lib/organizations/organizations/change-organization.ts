import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { nameTaken, type OrganizationRefusal, organizationSubject } from './organization-refusals';
import { findRecord, updateOrganization } from './organization-store';
import type { ChangeOrganization } from './schema';

/** Changes the name and kind. Verifiers send the name to gateways, so the response waits for them. */
export async function changeOrganization(
  person: Person,
  { id, seen, name, kind }: ChangeOrganization,
): Promise<Result<null, OrganizationRefusal>> {
  const now = currentTime();
  const event = { action: 'organization.edit', ...organizationSubject(id, name) } as const;
  if (!person.operator) return refuseNonOperator(person, event, now);
  const changed = transactAndAwaitVerifiers<null, OrganizationRefusal>(async (db) => {
    if (!(await updateOrganization(db, id, seen, { name, kind }))) {
      return refuse((await findRecord(db, id)) ? 'ORGANIZATION_CHANGED' : 'NO_SUCH_ORGANIZATION');
    }
    const details = { before: seen, after: { name, kind } };
    await recordChange(db, { ...person, organization: { id } }, { ...event, details }, now);
    return ok(null);
  });
  return changed.catch(nameTaken);
}
