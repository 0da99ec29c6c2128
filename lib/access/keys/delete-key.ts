import { replaceBuiltInKey } from '@/lib/access/built-in-keys/built-in-keys';
import { removeKey } from '@/lib/access/key-records/key-store';
import { keySubject } from '@/lib/access/key-records/policy';
import { currentOf } from '@/lib/access/key-records/view';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change-key';
import type { ChangeRefusal } from './change-status';

/**
 * Deletes a key whose identifier the person typed; a program isn't asked to. Any identifier that it has had counts:
 * somebody who typed the one that a colleague has just rolled meant the same API key.
 */
export async function deleteKey(
  actor: Actor,
  { id, confirmation }: { id: string; confirmation: string | null },
): Promise<Result<null, ChangeRefusal | 'CONFIRMATION_DIFFERS'>> {
  const now = currentTime();
  const organizationId = actor.organization.id;
  return changeKey(actor, { operation: 'delete', action: 'key.delete', id, now }, async (db, key) => {
    const isMeant = confirmation === null || key.credentials.some((each) => each.key === confirmation);
    if (!isMeant) {
      const fields = { confirmation: ['That is not the API key shown above. Type it exactly.'] };
      return refuse('CONFIRMATION_DIFFERS', { fields });
    }
    const details = {
      key: currentOf(key).key,
      type: key.type,
      environment: key.environment,
      status: key.status,
      permissions: key.permissions.map(({ permission }) => permission.name),
    };
    await recordChange(db, actor, { action: 'key.delete', ...keySubject(id, key.name), details }, now);
    await removeKey(db, { id, organizationId });
    await replaceBuiltInKey(db, actor, key, organizationId, now);
    return ok(null);
  });
}
