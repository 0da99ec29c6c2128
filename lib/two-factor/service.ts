import { generateSecret, generateURI } from 'otplib';
import QRCode from 'qrcode';
import { findPasswordHash } from '@/lib/accounts/service';
import { recordChange, recordRefusal } from '@/lib/audit/service';
import type { Person } from '@/lib/auth/actor';
import { database, inTransaction, type Queries } from '@/lib/db/client';
import { transact } from '@/lib/db/transact';
import { verifyPassword } from '@/lib/passwords/hash';
import { ok, type Result, refuse } from '@/lib/result';
import { beginTry, stepUpBucket } from '@/lib/throttle/service';
import { readPasscode, stepOf } from './policy';
import type { AuthenticatorSetup, AuthenticatorView } from './schema';
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

/** Uses up one of the person's recovery codes. */
export const spendRecoveryCode = (userId: string, typed: string, now: Date): Promise<boolean> =>
  takeRecoveryCode(database(), userId, typed, now);

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
  const now = new Date();
  if ((await viewAuthenticator(person)).on) return refuse('AUTHENTICATOR_ON');
  const attempt = await beginTry([stepUpBucket(person.userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  if (!(await verifyPassword(password, await findPasswordHash(person.userId)))) {
    await recordRefusal(person, { ...ownAuthenticator(person), code: 'WRONG_PASSWORD' }, now);
    return refuse('WRONG_PASSWORD', { fields: { password: ['That is not your password.'] } });
  }
  await attempt.succeeded();
  const seed = generateSecret({ length: 20 });
  await inTransaction((queries) => savePendingSeed(queries, person.userId, seed));
  const uri = generateURI({ issuer: 'Keyport', label: person.email, secret: seed });
  return ok({ setupKey: seed, qrSvg: await QRCode.toString(uri, { type: 'svg', margin: 2 }) });
}

/** Proves the pending authenticator with a code, and makes the recovery codes, which are shown this once. */
export async function turnOnAuthenticator(
  person: Person,
  { passcode }: { passcode: string },
): Promise<Result<{ recoveryCodes: string[] }, 'PASSCODE_WRONG' | 'NOTHING_PENDING' | 'THROTTLED'>> {
  const now = new Date();
  const attempt = await beginTry([stepUpBucket(person.userId)], [], now);
  if (!attempt.allowed) return refuse('THROTTLED', attempt);
  const result = await transact(async (queries) => {
    const seed = await findPendingSeed(queries, person.userId);
    if (!seed) return refuse('NOTHING_PENDING');
    const digits = readPasscode(passcode);
    const step = digits === null ? null : await stepOf(digits, seed, now);
    if (step === null) return refuse('PASSCODE_WRONG', passcodeField('PASSCODE_WRONG'));
    if (!(await confirmSeed(queries, person.userId, step, now))) return refuse('NOTHING_PENDING');
    const recoveryCodes = await replaceRecoveryCodes(queries, person.userId);
    await recordChange(queries, person, ownAuthenticator(person), now);
    return ok({ recoveryCodes });
  });
  if (result.ok) await attempt.succeeded();
  else if (result.code === 'NOTHING_PENDING') await attempt.undo();
  return result;
}

const PASSCODE_WORDS: Record<PasscodeRefusal, string> = {
  PASSCODE_WRONG: 'That passcode is wrong or no longer current. Type the six digits that are shown now.',
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
