import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { asOperator, refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { isTaken } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { AddPermission } from './catalogue-schema';
import { insertPermission } from './catalogue-store';
import { auditValues, type CatalogueRefusal, permissionSubject, toValues } from './catalogue-values';

/** A new permission, which no organization is granted yet. */
export async function addPermission(
  person: Person,
  given: AddPermission,
): Promise<Result<null, CatalogueRefusal>> {
  const now = currentTime();
  const event = { action: 'permission.add', ...permissionSubject(given) } as const;
  if (!person.operator) return refuseNonOperator(person, event, now);
  const values = toValues(given);
  const added = transactAndAwaitVerifiers<null, CatalogueRefusal>(async (db) => {
    await insertPermission(db, given.name, values);
    await recordChange(db, asOperator(person), { ...event, details: { after: auditValues(values) } }, now);
    return ok(null);
  });
  return added.catch((error) => {
    if (!isTaken(error, 'permissionName')) throw error;
    const fields = { name: ['Another permission has this name. Choose another.'] };
    return refuse('NAME_TAKEN', { fields });
  });
}
