import { assertOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { type CatalogueEntry, MAX_COUNTED_HOLDERS } from './catalogue-schema';
import {
  countHoldersUpTo,
  findRecord,
  type HolderCounts,
  listRecords,
  type PermissionRecord,
} from './catalogue-store';
import { revisionOf } from './catalogue-values';

/** The whole catalogue, without the built-in permissions for the portal's own API. */
export async function listCatalogueEntries(person: Person): Promise<CatalogueEntry[]> {
  assertOperator(person);
  const records = await listRecords(database());
  const names = records.map(({ name }) => name);
  const held = await countHoldersUpTo(database(), names, MAX_COUNTED_HOLDERS);
  return records.map((record) => toEntry(record, held.get(record.name)));
}

export async function getCatalogueEntry(person: Person, name: string): Promise<CatalogueEntry | null> {
  assertOperator(person);
  const [record, held] = await Promise.all([
    findRecord(database(), name),
    countHoldersUpTo(database(), [name], MAX_COUNTED_HOLDERS),
  ]);
  return record && toEntry(record, held.get(name));
}

function toEntry(record: PermissionRecord, held: HolderCounts = { keys: 0, publicKeys: 0 }): CatalogueEntry {
  const { name, label, description, position, allowedForPublicKeys, recommendedFor, endpoints, _count } =
    record;
  return {
    ...{ name, label, description, order: position, allowedForPublicKeys, recommendedFor, endpoints },
    ...held,
    organizations: _count.grants,
    revision: revisionOf(record),
  };
}
