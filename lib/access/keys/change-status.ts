import { replaceBuiltInKey } from '@/lib/access/built-in-keys/built-in-keys';
import { judgedTerms, refuseByPolicy } from '@/lib/access/key-policies/key-policies';
import { changeStatus } from '@/lib/access/key-records/key-store';
import { keySubject, type Transition } from '@/lib/access/key-records/policy';
import { currentOf } from '@/lib/access/key-records/view';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change-key';

export type ChangeRefusal =
  | 'FORBIDDEN'
  | 'KEY_NOT_FOUND'
  | 'KEY_REVOKED'
  | 'NOTHING_TO_BLOCK'
  | 'BREAKS_POLICY';

/** Disables, enables or revokes a key. Asking for the state that it has already changes nothing and isn't an error. */
export async function changeKeyStatus(
  actor: Actor,
  transition: Transition,
  { id }: { id: string },
): Promise<Result<null, ChangeRefusal>> {
  const now = currentTime();
  const action = `key.${transition}` as const;
  const organizationId = actor.organization.id;
  return changeKey(actor, { operation: 'stop', action, id, now }, async (db, key) => {
    if (key.status === 'revoked' && transition !== 'revoke') return refuse('KEY_REVOKED');
    if (transition === 'enable' && key.status !== 'active') {
      const breaks = await refuseByPolicy(db, organizationId, judgedTerms(key));
      // The fields to correct are on another screen.
      if (breaks) return refuse('BREAKS_POLICY');
    }
    const changed = await changeStatus(db, { ids: [key.id], organizationId }, transition);
    if (changed.has(key.id)) {
      const details = { key: currentOf(key).key, before: key.status };
      await recordChange(db, actor, { action, ...keySubject(id, key.name), details }, now);
      if (transition === 'revoke') await replaceBuiltInKey(db, actor, key, organizationId, now);
    }
    return ok(null);
  });
}
