import { createHash } from 'node:crypto';
import { transactEverywhere } from '@/lib/access/revocation/service';
import type { Person } from '@/lib/identity/actor/actor';
import { asOperator, demandOperator, refuseOutsider } from '@/lib/identity/actor/operator';
import { recordChange } from '@/lib/platform/audit/record';
import { database, isTaken } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  type AddPermission,
  type CatalogueEntry,
  type EditPermission,
  MAX_COUNTED_HOLDERS,
  type RemovePermission,
} from './catalogue-schema';
import {
  countHolders,
  countHoldersUpTo,
  deletePermission,
  findRecord,
  type Held,
  insertPermission,
  listRecords,
  lockRecord,
  type PermissionRecord,
  touchHolders,
  updatePermission,
  type Values,
} from './catalogue-store';

/** Taking a permission from 100,000 keys was seen to take ten seconds on a busy machine. */
const REMOVAL = { timeoutMs: 60_000 };

/** The whole catalogue, without what is built in for the portal's own API. */
export async function listCatalogueEntries(person: Person): Promise<CatalogueEntry[]> {
  demandOperator(person);
  const records = await listRecords(database());
  const names = records.map(({ name }) => name);
  const held = await countHoldersUpTo(database(), names, MAX_COUNTED_HOLDERS);
  return records.map((record) => toEntry(record, held.get(record.name)));
}

export async function getCatalogueEntry(person: Person, name: string): Promise<CatalogueEntry | null> {
  demandOperator(person);
  const [record, held] = await Promise.all([
    findRecord(database(), name),
    countHoldersUpTo(database(), [name], MAX_COUNTED_HOLDERS),
  ]);
  return record && toEntry(record, held.get(name));
}

export type CatalogueRefusal =
  | 'NOT_OPERATOR'
  | 'NAME_TAKEN'
  | 'NO_SUCH_PERMISSION'
  | 'PERMISSION_CHANGED'
  | 'PERMISSION_HELD';

/** A new permission, which no organization is granted yet. */
export async function addPermission(
  person: Person,
  given: AddPermission,
): Promise<Result<null, CatalogueRefusal>> {
  const now = currentTime();
  const told = { action: 'permission.add', ...subject(given) } as const;
  if (!person.operator) return refuseOutsider(person, told, now);
  const values = toValues(given);
  const added = transactEverywhere<null, CatalogueRefusal>(async (db) => {
    await insertPermission(db, given.name, values);
    await recordChange(db, asOperator(person), { ...told, details: { after: plain(values) } }, now);
    return ok(null);
  });
  return added.catch((error) => {
    if (!isTaken(error, 'permissionName')) throw error;
    const fields = { name: ['Another permission has this name. Choose another.'] };
    return refuse('NAME_TAKEN', { fields });
  });
}

/** Everything but its name, which programs know it by. Holds from the next request at every verifier. */
export async function editPermission(
  person: Person,
  given: EditPermission,
): Promise<Result<null, CatalogueRefusal>> {
  const now = currentTime();
  const told = { action: 'permission.edit', ...subject(given) } as const;
  if (!person.operator) return refuseOutsider(person, told, now);
  const values = toValues(given);
  return transactEverywhere<null, CatalogueRefusal>(async (db) => {
    const record = await lockRecord(db, given.name);
    if (!record) return refuse('NO_SUCH_PERMISSION');
    if (revisionOf(record) !== given.revision) return refuse('PERMISSION_CHANGED');
    const details = changes(plain(record), plain(values));
    if (Object.keys(details.after).length === 0) return ok(null);
    await updatePermission(db, given.name, values);
    await recordChange(db, asOperator(person), { ...told, details }, now);
    return ok(null);
  });
}

/**
 * Takes it out of the catalogue, and from every key and organization that has it. Refused where there are other
 * numbers of them than the person was told: what one says yes to must be what happens.
 */
export async function removePermission(
  person: Person,
  { name, seen }: RemovePermission,
): Promise<Result<null, CatalogueRefusal>> {
  const now = currentTime();
  if (!person.operator) {
    return refuseOutsider(person, { action: 'permission.remove', ...subject({ name, label: name }) }, now);
  }
  return transactEverywhere<null, CatalogueRefusal>(async (db) => {
    if (!(await findRecord(db, name))) return refuse('NO_SUCH_PERMISSION');
    await touchHolders(db, name);
    const record = await lockRecord(db, name);
    if (!record) return refuse('NO_SUCH_PERMISSION');
    const keys = await countHolders(db, name);
    const organizations = record._count.grants;
    // Told of "1,000+", they said yes to any number from there on.
    if (Math.min(keys, MAX_COUNTED_HOLDERS) !== seen.keys || organizations !== seen.organizations)
      return refuse('PERMISSION_HELD');
    await deletePermission(db, name);
    const told = { action: 'permission.remove', ...subject(record) } as const;
    const details = { before: plain(record), keys, organizations };
    await recordChange(db, asOperator(person), { ...told, details }, now);
    return ok(null);
  }, REMOVAL);
}

const toValues = ({
  label,
  sentence,
  order,
  publicFit,
  recommendedFor,
  endpoints,
}: AddPermission): Values => ({
  label,
  sentence,
  position: Number(order),
  publicFit,
  recommendedFor: [...new Set(recommendedFor)],
  endpoints,
});

/** In one order, so that equal values are equal as text. */
function plain(values: Values | PermissionRecord) {
  const { label, sentence, position, publicFit, recommendedFor, endpoints } = values;
  return {
    label,
    sentence,
    order: position,
    publicFit,
    recommendedFor: [...recommendedFor].sort(),
    endpoints: endpoints
      .map(({ method, pattern, keyAlone }) => `${method} ${pattern}${keyAlone ? ' (key alone)' : ''}`)
      .sort(),
  };
}

type Plain = ReturnType<typeof plain>;

/** Old and new values of what changed, for the audit log. */
function changes(old: Plain, fresh: Plain) {
  const fields = Object.keys(old) as (keyof Plain)[];
  const changed = fields.filter((field) => JSON.stringify(old[field]) !== JSON.stringify(fresh[field]));
  const pick = (values: Plain) => Object.fromEntries(changed.map((field) => [field, values[field]]));
  return { before: pick(old), after: pick(fresh) };
}

const revisionOf = (record: PermissionRecord): string =>
  createHash('sha256')
    .update(JSON.stringify(plain(record)))
    .digest('hex');

function toEntry(record: PermissionRecord, held: Held = { keys: 0, publicKeys: 0 }): CatalogueEntry {
  const { name, label, sentence, position, publicFit, recommendedFor, endpoints, _count } = record;
  return {
    ...{ name, label, sentence, order: position, publicFit, recommendedFor, endpoints },
    ...held,
    organizations: _count.grants,
    revision: revisionOf(record),
  };
}

const subject = ({ name, label }: { name: string; label: string }) =>
  ({ subjectType: 'permission', subjectId: name, subjectName: label }) as const;
