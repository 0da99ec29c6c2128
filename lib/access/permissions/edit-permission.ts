import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { asOperator, refuseNonOperator } from '@/lib/identity/actor/refusals';
import type { Person } from '@/lib/identity/actor/schema';
import { differences, recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { EditPermission } from './catalogue-schema';
import { lockRecord, updatePermission } from './catalogue-store';
import {
  auditValues,
  type CatalogueRefusal,
  permissionSubject,
  revisionOf,
  toValues,
} from './catalogue-values';

/** Changes everything but the name, which programs depend on. Every verifier applies it to its next request. */
export async function editPermission(
  person: Person,
  given: EditPermission,
): Promise<Result<null, CatalogueRefusal>> {
  const now = currentTime();
  const event = { action: 'permission.edit', ...permissionSubject(given) } as const;
  if (!person.operator) return refuseNonOperator(person, event, now);
  const values = toValues(given);
  return transactAndAwaitVerifiers<null, CatalogueRefusal>(async (db) => {
    const record = await lockRecord(db, given.name);
    if (!record) return refuse('NO_SUCH_PERMISSION');
    if (revisionOf(record) !== given.revision) return refuse('PERMISSION_CHANGED');
    const details = differences(auditValues(record), auditValues(values));
    if (Object.keys(details.after).length === 0) return ok(null);
    await updatePermission(db, given.name, values);
    await recordChange(db, asOperator(person), { ...event, details }, now);
    return ok(null);
  });
}
