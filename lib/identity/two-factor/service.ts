import { generateSecret, generateURI } from 'otplib';
import QRCode from 'qrcode';
import { endHandedOut, lockAccount } from '@/lib/identity/account-access/end-handed-out';
import type { Person } from '@/lib/identity/actor/actor';
import { verifyPassword } from '@/lib/identity/passwords/hash';
import { reserveAttempt, stepUpBucket } from '@/lib/identity/throttle/service';
import { findPasswordHash } from '@/lib/identity/users/people';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { database, type Queries } from '@/lib/platform/db/client';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { readPasscode, stepOf } from './policy';
import { type AuthenticatorSetup, type AuthenticatorView, WRONG_PASSCODE } from './schema';
import {
  advanceStep,
  confirmSeed,
  countRecoveryCodes,
  findConfirmed,
  findPendingSeed,
  findSeed,
  replaceRecoveryCodes,
  savePendingSeed,
  takeRecoveryCode,
} from './store';

export type PasscodeRefusal = 'PASSCODE_WRONG' | 'PASSCODE_USED' | 'NO_AUTHENTICATOR';

/**
 * Uses up a passcode inside the caller's transaction: if the rest of it is undone, the passcode is good again.
 * Null when it was accepted.
 */
export async function spendPasscode(
  queries: Queries,
  userId: string,
  typed: string,
  now: Date,
): Promise<PasscodeRefusal | null> {
  const seed = await findSeed(queries, userId);
  if (!seed) return 'NO_AUTHENTICATOR';
  const passcode = readPasscode(typed);
  const step = passcode === null ? null : await stepOf(passcode, seed, now);
  if (step === null) return 'PASSCODE_WRONG';
  return (await advanceStep(queries, userId, step)) ? null : 'PASSCODE_USED';
}

/** Someone who shows a recovery code, with the session in which they do, if they are signed in. */
export type RecoveringPerson = { userId: string; sessionId: string | null };

/**
 * Uses up one of the person's recovery codes. Anyone who needs one has lost their authenticator, maybe to somebody
 * else, so that everything handed out before ends with it.
 */
export async function spendRecoveryCode(
  queries: Queries,
  { userId, sessionId }: RecoveringPerson,
  typed: string,
  now: Date,
): Promise<boolean> {
  if (!(await takeRecoveryCode(queries, userId, typed, now))) return false;
  await endHandedOut(queries, userId, { keepSessionId: sessionId, identities: 'keep' });
  return true;
}

export const hasAuthenticator = async (queries: Queries, userId: string): Promise<boolean> =>
  (await findConfirmed(queries, userId)) !== null;

/** Whether the person has one, without which they can't roll a key. */
export const isAuthenticatorOn = (person: Person): Promise<boolean> =>
  hasAuthenticator(database(), person.userId);

export async function viewAuthenticator(person: Person): Promise<AuthenticatorView> {
  const [since, recoveryCodesLeft] = await Promise.all([
    findConfirmed(database(), person.userId),
    countRecoveryCodes(database(), person.userId),
  ]);
  return { on: since !== null, since: since?.toISOString() ?? null, recoveryCodesLeft };
}

/** Makes a seed (160 bits, RFC 4226 §4) that counts for nothing until a code proves it. Asks for the password. */
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

/** A pending seed with what is shown of it, for anyone who proved who they are; null if there is one to be replaced. */
export async function prepareAuthenticator(
  queries: Queries,
  { userId, sessionId, email }: Person,
  { replace }: { replace: boolean },
): Promise<AuthenticatorSetup | null> {
  const seed = generateSecret({ length: 20 });
  if (!(await savePendingSeed(queries, { userId, sessionId, seed, replace }))) return null;
  const uri = generateURI({ issuer: 'Keyport', label: email, secret: seed });
  return { setupKey: seed, qrSvg: await QRCode.toString(uri, { type: 'svg', margin: 2 }) };
}

/** Proves the pending authenticator with a code, in place of an older one if there is, and makes the recovery codes, which are shown this once. */
export async function turnOnAuthenticator(
  person: Person,
  { passcode }: { passcode: string },
): Promise<Result<{ recoveryCodes: string[] }, 'PASSCODE_WRONG' | 'NOTHING_PENDING' | 'THROTTLED'>> {
  const now = currentTime();
  const attempt = await reserveAttempt([stepUpBucket(person.userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const result = await transact(async (queries) => {
    await lockAccount(queries, person.userId);
    const pending = await findPendingSeed(queries, person.userId, person.sessionId);
    if (!pending) return refuse('NOTHING_PENDING');
    const digits = readPasscode(passcode);
    const step = digits === null ? null : await stepOf(digits, pending.seed, now);
    if (step === null) return refuse('PASSCODE_WRONG', passcodeField('PASSCODE_WRONG'));
    const replaces = await hasAuthenticator(queries, person.userId);
    if (!(await confirmSeed(queries, person.userId, pending, step, now))) return refuse('NOTHING_PENDING');
    const recoveryCodes = await replaceRecoveryCodes(queries, person.userId);
    const action = replaces ? 'authenticator.replace' : 'authenticator.turn-on';
    const keepSessionId = person.sessionId;
    const details = await endHandedOut(queries, person.userId, { keepSessionId, identities: 'keep' });
    await recordChange(queries, person, { ...ownAuthenticator(person), action, details }, now);
    return ok({ recoveryCodes });
  });
  if (result.ok) await attempt.succeeded();
  else if (result.code === 'NOTHING_PENDING') await attempt.undo();
  else await attempt.failed();
  return result;
}

const PASSCODE_WORDS: Record<PasscodeRefusal, string> = {
  PASSCODE_WRONG: WRONG_PASSCODE,
  PASSCODE_USED: 'That passcode was used already. Wait for the next one.',
  NO_AUTHENTICATOR: 'Set up an authenticator first.',
};

/** The same words wherever a passcode is typed. */
export const passcodeField = (code: PasscodeRefusal) => ({ fields: { passcode: [PASSCODE_WORDS[code]] } });

const ownAuthenticator = (person: Person) =>
  ({
    action: 'authenticator.turn-on',
    subjectType: 'user',
    subjectId: person.userId,
    subjectName: person.email,
  }) as const;
