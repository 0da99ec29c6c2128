import type { Db } from '@/lib/platform/db/database';
import { advanceStep, findSeed } from './authenticator-store';
import { readPasscode, stepOf } from './policy';
import { WRONG_PASSCODE } from './schema';

export type PasscodeRefusal = 'PASSCODE_WRONG' | 'PASSCODE_USED' | 'NO_AUTHENTICATOR';

/**
 * Uses up a passcode in the caller's transaction: if that is rolled back, the passcode is unused again. Null if it was
 * accepted.
 */
export async function spendPasscode(
  db: Db,
  userId: string,
  typed: string,
  now: Date,
): Promise<PasscodeRefusal | null> {
  const seed = await findSeed(db, userId);
  if (!seed) return 'NO_AUTHENTICATOR';
  const passcode = readPasscode(typed);
  const step = passcode === null ? null : await stepOf(passcode, seed, now);
  if (step === null) return 'PASSCODE_WRONG';
  return (await advanceStep(db, userId, step)) ? null : 'PASSCODE_USED';
}

const PASSCODE_WORDS: Record<PasscodeRefusal, string> = {
  PASSCODE_WRONG: WRONG_PASSCODE,
  PASSCODE_USED: 'That passcode was used already. Wait for the next one.',
  NO_AUTHENTICATOR: 'Set up an authenticator first.',
};

/** The same message wherever a passcode is typed. */
export const passcodeField = (code: PasscodeRefusal) => ({ fields: { passcode: [PASSCODE_WORDS[code]] } });
