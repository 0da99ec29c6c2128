import { emailSchema } from '@/lib/accounts/email-schema';
import { recordChange, recordRefusal } from '@/lib/audit/service';
import { database, inTransaction } from '@/lib/db/client';
import { verifyPassword } from '@/lib/passwords/hash';
import { ok, type Result, refuse } from '@/lib/result';
import {
  accountBucket,
  addressBucket,
  beginTry,
  browserBucket,
  secondFactorBucket,
} from '@/lib/throttle/service';
import { spendPasscode, spendRecoveryCode } from '@/lib/two-factor/service';
import { NOT_SIGNED_IN } from './actor';
import { knownBrowser } from './browser';
import { type Origin, startSession } from './sessions';
import { findAccount } from './store';

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
type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/**
 * Address and password, then a passcode or recovery code of those who have an authenticator. An unknown address and
 * a wrong password get the same words after the same time.
 */
export async function signIn(
  given: SignIn,
  origin: Origin & { browserCookie: string | undefined },
): Promise<Result<SignedIn, SignInRefusal>> {
  const now = new Date();
  const email = emailSchema.safeParse(given.email).data ?? '';
  const account = email === '' ? null : await findAccount(email);
  const browserId = account && knownBrowser(origin.browserCookie, account.id);
  const attempt =
    account && browserId
      ? await beginTry([browserBucket(account.id, browserId)], [], now)
      : await beginTry([accountBucket(email, origin.address)], [addressBucket(origin.address)], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);

  const right = await verifyPassword(given.password, account?.passwordHash ?? null);
  if (!account || !right) {
    if (account) await recordFailure(account, origin, 'WRONG_CREDENTIALS', now);
    return refuse('WRONG_CREDENTIALS');
  }
  if (account.authenticator?.confirmedAt) {
    if (given.passcode === null && given.recoveryCode === null) {
      await attempt.undo();
      return refuse('PASSCODE_REQUIRED');
    }
    // Who has the password may come from many addresses; a browser known before is not held up by them.
    const guess = browserId ? null : await beginTry([secondFactorBucket(account.id)], [], now);
    if (guess && !guess.allowed) return refuse('THROTTLED', guess);
    const wrong = await refuseSecondFactor(account.id, given, now);
    if (wrong) {
      await recordFailure(account, origin, wrong, now);
      return refuse(wrong);
    }
    if (guess) await guess.succeeded();
  }
  await attempt.succeeded();
  return ok(await open(account, origin, now));
}

async function refuseSecondFactor(
  userId: string,
  given: SignIn,
  now: Date,
): Promise<'PASSCODE_WRONG' | 'PASSCODE_USED' | 'RECOVERY_CODE_WRONG' | null> {
  if (given.passcode === null) {
    const taken = await spendRecoveryCode(database(), userId, given.recoveryCode ?? '', now);
    return taken ? null : 'RECOVERY_CODE_WRONG';
  }
  const refusal = await spendPasscode(database(), userId, given.passcode, now);
  return refusal === 'NO_AUTHENTICATOR' ? 'PASSCODE_WRONG' : refusal;
}

function open(account: Account, origin: Origin, now: Date): Promise<SignedIn> {
  const organizationId = account.memberships[0]?.organizationId ?? null;
  return inTransaction(async (queries) => {
    const sessionId = await startSession(queries, account.id, organizationId, origin, now);
    await recordChange(queries, whoOf(account, origin), sessionOf(account), now);
    return { sessionId, userId: account.id };
  });
}

/** By nobody: a stranger's failure must not stand in the log as done by the account's owner. */
const recordFailure = (account: Account, origin: Origin, code: SignInRefusal, now: Date) =>
  recordRefusal({ ...whoOf(account, origin), ...NOT_SIGNED_IN }, { ...sessionOf(account), code }, now);

const whoOf = (account: Account, origin: Origin) => ({
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
