import { lockAccount } from '@/lib/identity/account-access/revoke-account-access';
import { verifyPassword } from '@/lib/identity/passwords/hash';
import { recognizeBrowser } from '@/lib/identity/sessions/known-browser';
import { type SignInOrigin, startSession } from '@/lib/identity/sessions/sessions';
import { noteAnonymousRefusal } from '@/lib/identity/throttle/anonymous-refusals';
import {
  accountBucket,
  addressBucket,
  browserBucket,
  isFirstThisHour,
  reserveAttempt,
  secondFactorBucket,
} from '@/lib/identity/throttle/attempts';
import { spendPasscode } from '@/lib/identity/two-factor/passcodes';
import { spendRecoveryCode } from '@/lib/identity/two-factor/recovery-codes';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { NOT_SIGNED_IN } from '@/lib/platform/audit/schema';
import type { Db } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { type Account, findAccount, isUnchanged } from './sign-in-store';

export type SignIn = {
  email: string;
  password: string;
  passcode: string | null;
  recoveryCode: string | null;
};

export type SignInRefusal =
  | 'WRONG_CREDENTIALS'
  | 'PASSCODE_REQUIRED'
  | 'PASSCODE_WRONG'
  | 'PASSCODE_USED'
  | 'RECOVERY_CODE_WRONG'
  | 'THROTTLED';

type SignedIn = { sessionId: string; userId: string };

/**
 * Address and password, then a passcode or recovery code if there is an authenticator. An unknown address and a wrong
 * password get the same message after the same time.
 */
export async function signIn(
  given: SignIn,
  origin: SignInOrigin & { browserCookie: string | undefined },
): Promise<Result<SignedIn, SignInRefusal>> {
  const now = currentTime();
  const email = emailSchema.safeParse(given.email).data ?? '';
  const account = email === '' ? null : await findAccount(email);
  const browserId = account && recognizeBrowser(origin.browserCookie, account.id);
  const attempt =
    account && browserId
      ? await reserveAttempt([browserBucket(account.id, browserId)], [], now)
      : await reserveAttempt([accountBucket(email, origin.address)], [addressBucket(origin.address)], now);
  if (!attempt.allowed) {
    await recordWait(account, origin, now);
    return refuse('THROTTLED', attempt);
  }

  const right = await verifyPassword(given.password, account?.passwordHash ?? null);
  if (!account || !right) {
    await attempt.failed();
    if (account) await recordFailure(account, origin, 'WRONG_CREDENTIALS', now);
    else await noteAnonymousRefusal('session.start', 'WRONG_CREDENTIALS', origin.address);
    return refuse('WRONG_CREDENTIALS');
  }
  const withAuthenticator = account.authenticator?.confirmedAt != null;
  if (withAuthenticator && given.passcode === null && given.recoveryCode === null) {
    await attempt.undo();
    return refuse('PASSCODE_REQUIRED');
  }
  // Somebody who has the password may use many addresses; a known browser isn't slowed down by them.
  const guess =
    withAuthenticator && !browserId ? await reserveAttempt([secondFactorBucket(account.id)], [], now) : null;
  if (guess && !guess.allowed) {
    await attempt.undo();
    await recordWait(account, origin, now);
    return refuse('THROTTLED', guess);
  }
  const result = await transact((db) => open(db, account, given, origin, now));
  if (!result.ok) {
    await attempt.failed();
    await guess?.failed();
    await recordFailure(account, origin, result.code, now);
    return result;
  }
  await guess?.succeeded();
  await attempt.succeeded();
  return result;
}

async function open(
  db: Db,
  account: Account,
  given: SignIn,
  origin: SignInOrigin,
  now: Date,
): Promise<Result<SignedIn, SignInRefusal>> {
  await lockAccount(db, account.id);
  // The password may have been changed meanwhile, and everything that the old one opened has ended.
  if (!(await isUnchanged(db, account))) return refuse('WRONG_CREDENTIALS');
  if (account.authenticator?.confirmedAt) {
    const wrong = await refuseSecondFactor(db, account.id, given, now);
    if (wrong) return refuse(wrong);
  }
  const organizationId = account.memberships[0]?.organizationId ?? null;
  const sessionId = await startSession(db, account.id, organizationId, origin, now);
  await recordChange(db, whoOf(account, origin), sessionOf(account), now);
  return ok({ sessionId, userId: account.id });
}

async function refuseSecondFactor(
  db: Db,
  userId: string,
  given: SignIn,
  now: Date,
): Promise<'PASSCODE_WRONG' | 'PASSCODE_USED' | 'RECOVERY_CODE_WRONG' | null> {
  if (given.passcode === null) {
    const person = { userId, sessionId: null };
    const taken = await spendRecoveryCode(db, person, given.recoveryCode ?? '', now);
    return taken ? null : 'RECOVERY_CODE_WRONG';
  }
  const refusal = await spendPasscode(db, userId, given.passcode, now);
  return refusal === 'NO_AUTHENTICATOR' ? 'PASSCODE_WRONG' : refusal;
}

/** Once per account, address and hour: causing a wait costs a stranger nothing, and must not fill the log. */
async function recordWait(account: Account | null, origin: SignInOrigin, now: Date): Promise<void> {
  if (!account) return noteAnonymousRefusal('session.start', 'THROTTLED', origin.address);
  if (!(await isFirstThisHour(`wait:${account.id}`, origin.address, now))) return;
  await recordFailure(account, origin, 'THROTTLED', now);
}

/** Without a person: a stranger's failure must not be recorded as done by the account's owner. */
const recordFailure = (account: Account, origin: SignInOrigin, code: SignInRefusal, now: Date) =>
  recordRefusal({ ...whoOf(account, origin), ...NOT_SIGNED_IN }, { ...sessionOf(account), code }, now);

const whoOf = (account: Account, origin: SignInOrigin) => ({
  userId: account.id,
  name: account.name,
  address: origin.address,
  organization: account.memberships[0] ? { id: account.memberships[0].organizationId } : null,
});

const sessionOf = (account: Account) =>
  ({
    action: 'session.start',
    subjectType: 'user',
    subjectId: account.id,
    subjectName: account.email,
  }) as const;
