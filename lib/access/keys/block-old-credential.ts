import { endCredential } from '@/lib/access/key-records/credential-store';
import { keySubject } from '@/lib/access/key-records/policy';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change-key';
import type { ChangeRefusal } from './change-status';

/** Ends the older credential before its grace period is over: the one that is named, or else the only one. */
export async function blockOldCredential(
  actor: Actor,
  { id, credentialId }: { id: string; credentialId: string | null },
): Promise<Result<null, ChangeRefusal>> {
  const now = currentTime();
  return changeKey(actor, { operation: 'stop', action: 'key.block-old', id, now }, async (db, key) => {
    const old = key.credentials.find((each) =>
      credentialId === null ? each.replacedAt !== null && !each.ended : each.id === credentialId,
    );
    if (!old) return refuse(credentialId === null ? 'NOTHING_TO_BLOCK' : 'KEY_NOT_FOUND');
    if (!(await endCredential(db, id, old.id, now))) return refuse('NOTHING_TO_BLOCK');
    const event = {
      action: 'key.block-old',
      ...keySubject(id, key.name),
      details: { key: old.key },
    } as const;
    await recordChange(db, actor, event, now);
    return ok(null);
  });
}
