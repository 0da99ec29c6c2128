import type { Person } from '@/lib/identity/actor/schema';
import { verifyPassword } from '@/lib/identity/passwords/hash';
import { reserveAttempt, stepUpBucket } from '@/lib/identity/throttle/attempts';
import { passcodeField, spendPasscode } from '@/lib/identity/two-factor/passcodes';
import { type RecoveringPerson, spendRecoveryCode } from '@/lib/identity/two-factor/recovery-codes';
import { findPasswordHash } from '@/lib/identity/users/users';
import { recordRefusal } from '@/lib/platform/audit/record';
import type { AuditEntry } from '@/lib/platform/audit/schema';
import type { Db } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { type Refusal, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { StepUpProof } from './schema';
import { lockPasswordHash } from './step-up-store';

export type SecondFactorRefusal = 'PASSCODE_WRONG' | 'PASSCODE_USED' | 'RECOVERY_CODE_WRONG';
export type StepUpRefusal = 'THROTTLED' | 'WRONG_PASSWORD' | SecondFactorRefusal;

/** Refusals that reveal something to an intruder, so they are counted and recorded. */
const REVEALING_REFUSALS: readonly string[] = [
  'PASSCODE_WRONG',
  'PASSCODE_USED',
  'RECOVERY_CODE_WRONG',
  'EMAIL_TAKEN',
];

/**
 * Runs one action for anyone who presents password and passcode with it (against an unattended screen, or a stolen
 * cookie). The proof comes with the request that it is for and isn't stored, so it is valid for this session and this
 * action only. A passcode is used up together with the action or not at all.
 */
export async function afterStepUp<Value, Code extends string>(
  person: Person,
  action: AuditEntry['action'],
  proof: StepUpProof,
  work: (db: Db, now: Date) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | StepUpRefusal>> {
  const now = currentTime();
  const attempt = await reserveAttempt([stepUpBucket(person.userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const passwordHash = await findPasswordHash(person.userId);
  if (!(await verifyPassword(proof.password, passwordHash))) {
    await attempt.failed();
    await recordRefusal(person, { action, ...ownAccount(person), code: 'WRONG_PASSWORD' }, now);
    return refuse('WRONG_PASSWORD', WRONG_PASSWORD);
  }
  const result = await transact<Value, Code | StepUpRefusal>(async (db) => {
    // Of two at the same time, the second may find that its password is the old one by now.
    if ((await lockPasswordHash(db, person.userId)) !== passwordHash) {
      return refuse('WRONG_PASSWORD', WRONG_PASSWORD);
    }
    return (await spendSecondFactor(db, person, proof, now)) ?? work(db, now);
  }).catch(async (error) => {
    await attempt.failed();
    throw error;
  });
  if (result.ok) {
    await attempt.succeeded();
  } else if (REVEALING_REFUSALS.includes(result.code)) {
    await attempt.failed();
    await recordRefusal(person, { action, ...ownAccount(person), code: result.code }, now);
  } else {
    await attempt.undo();
  }
  return result;
}

/** Null if the passcode or recovery code was right, or there is no authenticator to require one. */
export async function spendSecondFactor(
  db: Db,
  person: RecoveringPerson,
  { passcode, recoveryCode }: Pick<StepUpProof, 'passcode' | 'recoveryCode'>,
  now: Date,
): Promise<Refusal<SecondFactorRefusal> | null> {
  if (recoveryCode) {
    const taken = await spendRecoveryCode(db, person, recoveryCode, now);
    return taken ? null : refuse('RECOVERY_CODE_WRONG', WRONG_RECOVERY_CODE);
  }
  const wrong = await spendPasscode(db, person.userId, passcode, now);
  if (wrong === null || wrong === 'NO_AUTHENTICATOR') return null;
  return refuse(wrong, passcodeField(wrong));
}

/** The subject of an audit event about somebody's own account. */
export const ownAccount = (person: Person) =>
  ({ subjectType: 'user', subjectId: person.userId, subjectName: person.email }) as const;

const WRONG_PASSWORD = { fields: { password: ['That is not your password.'] } };
const WRONG_RECOVERY_CODE = {
  fields: { recoveryCode: ['That recovery code is wrong, or was used already.'] },
};
