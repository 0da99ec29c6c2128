import { assertOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { readPage } from '@/lib/platform/paging';
import { findRecord, hasAdmin, listRecords, type OrganizationRecord } from './organization-store';
import type { OrganizationPage, OrganizationQuery, OrganizationRow, OrganizationView } from './schema';

/** The operator's table. */
export async function listOrganizations(person: Person, query: OrganizationQuery): Promise<OrganizationPage> {
  assertOperator(person);
  return readPage(query, findPage);
}

async function findPage(query: OrganizationQuery): Promise<OrganizationPage> {
  const { records, total } = await listRecords(database(), query);
  return { rows: records.map(toRow), total };
}

export async function getOrganization(person: Person, id: string): Promise<OrganizationView | null> {
  assertOperator(person);
  const [record, admin] = await Promise.all([findRecord(database(), id), hasAdmin(database(), id)]);
  return record && { ...toRow(record), hasAdmin: admin };
}

const toRow = ({ _count, createdAt, id, name, kind }: OrganizationRecord): OrganizationRow => ({
  id,
  name,
  kind,
  keys: _count.keys,
  members: _count.memberships,
  createdAt: createdAt.toISOString(),
});
