import { keySubject } from '@/lib/access/key-records/policy';
import type { SelfRollGrace } from '@/lib/access/key-records/schema';
import { isRevealed } from '@/lib/access/key-records/view';
import { changeKey } from '@/lib/access/keys/change-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { throttlePasscode } from '@/lib/identity/step-up/throttle-passcode';
import { type PasscodeRefusal, passcodeField, spendPasscode } from '@/lib/identity/two-factor/passcodes';
import { recordChange } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { AllowSelfRotation } from './schema';
import { saveSelfRollGrace } from './self-rotation-store';

export type SelfRotationRefusal =
  | 'FORBIDDEN'
  | 'KEY_NOT_FOUND'
  | 'KEY_REVOKED'
  | 'KEY_NOT_REVEALED'
  | 'NO_SECRET'
  | 'THROTTLED'
  | PasscodeRefusal;

/**
 * Lets a key roll itself from now on, with a grace period for its old credentials. This asks for a passcode, since the
 * key's own rolls won't.
 */
export async function allowSelfRotation(
  actor: Actor,
  { id, grace, passcode }: AllowSelfRotation,
): Promise<Result<null, SelfRotationRefusal>> {
  const now = currentTime();
  return throttlePasscode(actor, now, () =>
    save(actor, id, grace, now, (db) => spendPasscode(db, actor.userId, passcode, now)),
  );
}

/** Turns it off again. That makes the key safer, so it needs no passcode. */
export const stopSelfRotation = (
  actor: Actor,
  { id }: { id: string },
): Promise<Result<null, SelfRotationRefusal>> => save(actor, id, null, currentTime(), async () => null);

function save(
  actor: Actor,
  id: string,
  grace: SelfRollGrace | null,
  now: Date,
  prove: (db: Db) => Promise<PasscodeRefusal | null>,
): Promise<Result<null, SelfRotationRefusal>> {
  const change = { operation: 'allow-self-rotation', action: 'key.self-rotation', id, now } as const;
  return changeKey<null, SelfRotationRefusal>(actor, change, async (db, key) => {
    if (key.type === 'public') return refuse('NO_SECRET');
    if (key.status === 'revoked') return refuse('KEY_REVOKED');
    if (!isRevealed(key)) return refuse('KEY_NOT_REVEALED');
    const wrong = await prove(db);
    if (wrong) return refuse(wrong, passcodeField(wrong));
    if (key.selfRollGrace === grace) return ok(null);
    await saveSelfRollGrace(db, id, grace);
    const details = { before: key.selfRollGrace, after: grace };
    await recordChange(db, actor, { action: 'key.self-rotation', ...keySubject(id, key.name), details }, now);
    return ok(null);
  });
}
