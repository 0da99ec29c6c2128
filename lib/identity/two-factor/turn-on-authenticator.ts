import { lockAccount, revokeAccountAccess } from '@/lib/identity/account-access/revoke-account-access';
import type { Person } from '@/lib/identity/actor/schema';
import { verifyPassword } from '@/lib/identity/passwords/hash';
import { reserveAttempt, stepUpBucket } from '@/lib/identity/throttle/attempts';
import { findPasswordHash } from '@/lib/identity/users/users';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { database } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { hasAuthenticator, prepareAuthenticator, viewAuthenticator } from './authenticator';
import { confirmSeed, findPendingSeed } from './authenticator-store';
import { passcodeField } from './passcodes';
import { readPasscode, stepOf } from './policy';
import { issueRecoveryCodes } from './recovery-codes';
import type { AuthenticatorSetup } from './schema';

/** Generates a seed (160 bits, RFC 4226 §4) that isn't used until a passcode confirms it. Requires the password. */
export async function beginAuthenticator(
  person: Person,
  { password }: { password: string },
): Promise<Result<AuthenticatorSetup, 'WRONG_PASSWORD' | 'THROTTLED' | 'AUTHENTICATOR_ON'>> {
  const now = currentTime();
  if ((await viewAuthenticator(person)).on) return refuse('AUTHENTICATOR_ON');
  const attempt = await reserveAttempt([stepUpBucket(person.userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  if (!(await verifyPassword(password, await findPasswordHash(person.userId)))) {
    await attempt.failed();
    await recordRefusal(person, { ...ownAuthenticator(person), code: 'WRONG_PASSWORD' }, now);
    return refuse('WRONG_PASSWORD', { fields: { password: ['That is not your password.'] } });
  }
  await attempt.succeeded();
  const setup = await prepareAuthenticator(database(), person, { replace: false });
  return setup ? ok(setup) : refuse('AUTHENTICATOR_ON');
}

/**
 * Confirms the pending authenticator with a passcode, replaces an older one if there is, and generates the recovery
 * codes, which are shown once.
 */
export async function turnOnAuthenticator(
  person: Person,
  { passcode }: { passcode: string },
): Promise<Result<{ recoveryCodes: string[] }, 'PASSCODE_WRONG' | 'NOTHING_PENDING' | 'THROTTLED'>> {
  const now = currentTime();
  const attempt = await reserveAttempt([stepUpBucket(person.userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const result = await transact(async (db) => {
    await lockAccount(db, person.userId);
    const pending = await findPendingSeed(db, person.userId, person.sessionId);
    if (!pending) return refuse('NOTHING_PENDING');
    const digits = readPasscode(passcode);
    const step = digits === null ? null : await stepOf(digits, pending.seed, now);
    if (step === null) return refuse('PASSCODE_WRONG', passcodeField('PASSCODE_WRONG'));
    const replaces = await hasAuthenticator(db, person.userId);
    if (!(await confirmSeed(db, person.userId, pending, step, now))) return refuse('NOTHING_PENDING');
    const recoveryCodes = await issueRecoveryCodes(db, person.userId);
    const action = replaces ? 'authenticator.replace' : 'authenticator.turn-on';
    const keepSessionId = person.sessionId;
    const details = await revokeAccountAccess(db, person.userId, { keepSessionId, identities: 'keep' });
    await recordChange(db, person, { ...ownAuthenticator(person), action, details }, now);
    return ok({ recoveryCodes });
  });
  if (result.ok) await attempt.succeeded();
  else if (result.code === 'NOTHING_PENDING') await attempt.undo();
  else await attempt.failed();
  return result;
}

const ownAuthenticator = (person: Person) =>
  ({
    action: 'authenticator.turn-on',
    subjectType: 'user',
    subjectId: person.userId,
    subjectName: person.email,
  }) as const;
