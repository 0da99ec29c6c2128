import { transactEverywhere } from '@/lib/access/revocation/service';
import type { Person } from '@/lib/identity/actor/actor';
import { demandOperator, refuseOutsider } from '@/lib/identity/actor/operator';
import { inviteFirstAdmin } from '@/lib/organizations/invitations/first-admin';
import { newOrganization } from '@/lib/organizations/setup/new-organization';
import { recordChange } from '@/lib/platform/audit/record';
import { database, isTaken } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  findRecord,
  hasAdmin,
  listRecords,
  type OrganizationRecord,
  updateOrganization,
} from './organization-store';
import type {
  ChangeOrganization,
  CreatedOrganization,
  CreateOrganization,
  OrganizationPage,
  OrganizationQuery,
  OrganizationRow,
  OrganizationView,
} from './schema';

/** The operator's table. A page beyond the last is answered with the last. */
export async function listOrganizations(person: Person, query: OrganizationQuery): Promise<OrganizationPage> {
  demandOperator(person);
  const { records, total } = await listRecords(database(), query);
  const lastPage = Math.max(1, Math.ceil(total / query.pageSize));
  if (query.page > lastPage) return listOrganizations(person, { ...query, page: lastPage });
  return { rows: records.map(toRow), total };
}

export async function getOrganization(person: Person, id: string): Promise<OrganizationView | null> {
  demandOperator(person);
  const [record, admin] = await Promise.all([findRecord(database(), id), hasAdmin(database(), id)]);
  return record && { ...toRow(record), hasAdmin: admin };
}

export type OrganizationRefusal =
  | 'NOT_OPERATOR'
  | 'NAME_TAKEN'
  | 'NO_SUCH_ORGANIZATION'
  | 'ORGANIZATION_CHANGED';

export async function createOrganization(
  person: Person,
  { name, kind, firstAdmin }: CreateOrganization,
): Promise<Result<CreatedOrganization, OrganizationRefusal>> {
  const now = currentTime();
  if (!person.operator) {
    return refuseOutsider(person, { action: 'organization.create', ...subject(null, name) }, now);
  }
  const made = await transact<string, OrganizationRefusal>(async (db) => {
    const { id } = await newOrganization(db, { name, kind }, now);
    const told = { action: 'organization.create', ...subject(id, name), details: { kind } } as const;
    await recordChange(db, { ...person, organization: { id } }, told, now);
    return ok(id);
  }).catch(nameTaken);
  if (!made.ok) return made;
  const id = made.value;
  const invited = firstAdmin
    ? await inviteFirstAdmin(person, { organizationId: id, email: firstAdmin })
    : null;
  return ok({ id, sent: invited?.ok ? invited.value : null });
}

/** Its name and kind. Verifiers tell the name to gateways, so the answer waits for them. */
export async function changeOrganization(
  person: Person,
  { id, seen, name, kind }: ChangeOrganization,
): Promise<Result<null, OrganizationRefusal>> {
  const now = currentTime();
  const told = { action: 'organization.edit', ...subject(id, name) } as const;
  if (!person.operator) return refuseOutsider(person, told, now);
  const changed = transactEverywhere<null, OrganizationRefusal>(async (db) => {
    if (!(await updateOrganization(db, id, seen, { name, kind }))) {
      return refuse((await findRecord(db, id)) ? 'ORGANIZATION_CHANGED' : 'NO_SUCH_ORGANIZATION');
    }
    const details = { before: seen, after: { name, kind } };
    await recordChange(db, { ...person, organization: { id } }, { ...told, details }, now);
    return ok(null);
  });
  return changed.catch(nameTaken);
}

function nameTaken(error: unknown) {
  if (!isTaken(error, 'organizationName')) throw error;
  return refuse('NAME_TAKEN', { fields: { name: ['Another organization has this name. Choose another.'] } });
}

const subject = (id: string | null, name: string) =>
  ({ subjectType: 'organization', subjectId: id, subjectName: name }) as const;

const toRow = ({ _count, createdAt, id, name, kind }: OrganizationRecord): OrganizationRow => ({
  id,
  name,
  kind,
  keys: _count.keys,
  members: _count.memberships,
  createdAt: createdAt.toISOString(),
});
