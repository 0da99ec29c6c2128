import { issueCredential } from '@/lib/access/credentials/issue';
import { replaceCredential } from '@/lib/access/key-records/credential-store';
import type { KeyRecord } from '@/lib/access/key-records/key-store';
import { keySubject } from '@/lib/access/key-records/policy';
import { currentOf, isRevealed, permissionNames } from '@/lib/access/key-records/view';
import type { Actor } from '@/lib/identity/actor/schema';
import { isWrongPasscode, throttlePasscode } from '@/lib/identity/step-up/throttle-passcode';
import { type PasscodeRefusal, passcodeField, spendPasscode } from '@/lib/identity/two-factor/passcodes';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change-key';
import { toReveal } from './reveal';
import { graceEnd, refusesRoll } from './roll-policy';
import type { Reveal, RollValues } from './schema';
import { readFuture } from './terms';

export type RollRefusal =
  | 'FORBIDDEN'
  | 'KEY_NOT_FOUND'
  | 'KEY_REVOKED'
  | 'KEY_EXPIRED'
  | 'KEY_NOT_REVEALED'
  | 'ROLLED_MEANWHILE'
  | 'BAD_TIME'
  | 'THROTTLED'
  | PasscodeRefusal;

/**
 * Issues new credentials for the same key, for anyone who presents a valid passcode. A passcode is used up together
 * with the roll or not at all: if something else prevents the roll, the same one can be typed again.
 */
export async function rollKey(actor: Actor, given: RollValues): Promise<Result<Reveal, RollRefusal>> {
  const now = currentTime();
  const change = { operation: 'roll', action: 'key.roll', id: given.id, now } as const;
  const result = await throttlePasscode(actor, now, () =>
    changeKey(actor, change, (db, key) => roll(db, actor, key, given, now)),
  );
  if (!result.ok && isWrongPasscode(result.code)) {
    const event = { action: 'key.roll', ...keySubject(given.id, given.id), code: result.code } as const;
    await recordRefusal(actor, event, now);
  }
  return result;
}

async function roll(
  db: Db,
  actor: Actor,
  key: KeyRecord,
  given: RollValues,
  now: Date,
): Promise<Result<Reveal, RollRefusal>> {
  if (!isRevealed(key)) return refuse('KEY_NOT_REVEALED');
  const refusal = refusesRoll(key, now);
  if (refusal) return refuse(refusal === 'REVOKED' ? 'KEY_REVOKED' : 'KEY_EXPIRED');
  const date = given.grace === 'date' ? readFuture(given.date, 'date', null, now) : ok(null);
  if (!date.ok) return date;
  const wrong = await spendPasscode(db, actor.userId, given.passcode, now);
  if (wrong) return refuse(wrong, passcodeField(wrong));

  const issued = issueCredential(key.type, key.environment);
  const oldEndsAt = graceEnd(given.grace, date.value, key.expiresAt, now);
  const old = given.credentialId ?? currentOf(key).id;
  if (!(await replaceCredential(db, key.id, old, oldEndsAt, issued.stored, now))) {
    return refuse('ROLLED_MEANWHILE');
  }
  const reveal = await toReveal(db, { ...key, permissions: permissionNames(key) }, issued, oldEndsAt);
  const before = key.credentials.find(({ id }) => id === old)?.key ?? '';
  const details = { before, after: issued.stored.key, oldEndsAt: oldEndsAt.toISOString() };
  await recordChange(db, actor, { action: 'key.roll', ...keySubject(key.id, key.name), details }, now);
  return ok(reveal);
}
