import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { asOperator, refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { MAX_COUNTED_HOLDERS, type RemovePermission } from './catalogue-schema';
import {
  bumpHolderVersions,
  countHolders,
  deletePermission,
  findRecord,
  lockRecord,
} from './catalogue-store';
import { auditValues, type CatalogueRefusal, permissionSubject } from './catalogue-values';

/** Removing a permission from 100,000 keys has taken ten seconds on a busy machine. */
const REMOVAL = { timeoutMs: 60_000 };

/**
 * Removes it from the catalogue, and from every key and organization that has it. Refused if these numbers are no
 * longer the ones that the person confirmed.
 */
export async function removePermission(
  person: Person,
  { name, seen }: RemovePermission,
): Promise<Result<null, CatalogueRefusal>> {
  const now = currentTime();
  if (!person.operator) {
    return refuseNonOperator(
      person,
      { action: 'permission.remove', ...permissionSubject({ name, label: name }) },
      now,
    );
  }
  return transactAndAwaitVerifiers<null, CatalogueRefusal>(async (db) => {
    if (!(await findRecord(db, name))) return refuse('NO_SUCH_PERMISSION');
    await bumpHolderVersions(db, name);
    const record = await lockRecord(db, name);
    if (!record) return refuse('NO_SUCH_PERMISSION');
    const keys = await countHolders(db, name);
    const organizations = record._count.grants;
    // Shown "1,000+", they confirmed any number from there on.
    if (Math.min(keys, MAX_COUNTED_HOLDERS) !== seen.keys || organizations !== seen.organizations)
      return refuse('PERMISSION_HELD');
    await deletePermission(db, name);
    const event = { action: 'permission.remove', ...permissionSubject(record) } as const;
    const details = { before: auditValues(record), keys, organizations };
    await recordChange(db, asOperator(person), { ...event, details }, now);
    return ok(null);
  }, REMOVAL);
}
