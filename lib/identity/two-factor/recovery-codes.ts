import { randomInt } from 'node:crypto';
import { revokeAccountAccess } from '@/lib/identity/account-access/revoke-account-access';
import { hashPassword, verifyPassword } from '@/lib/identity/passwords/hash';
import type { Db } from '@/lib/platform/db/database';
import { findUnusedRecoveryCodes, markRecoveryCodeUsed, saveRecoveryCodes } from './authenticator-store';
import { RECOVERY_ALPHABET, RECOVERY_CODES, readRecoveryCode } from './policy';

/** Replaces all recovery codes with new ones. They are shown once; only their hashes are stored. */
export async function issueRecoveryCodes(db: Db, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const hashes = await Promise.all(codes.map((code) => hashPassword(readRecoveryCode(code))));
  await saveRecoveryCodes(db, userId, hashes);
  return codes;
}

/** Somebody who presents a recovery code, with their session if they are signed in. */
export type RecoveringPerson = { userId: string; sessionId: string | null };

/**
 * Uses up one of the person's recovery codes; false if it is wrong or was used before. Anyone who needs one has lost
 * their authenticator, perhaps to somebody else, so everything issued before ends with it.
 */
export async function spendRecoveryCode(
  db: Db,
  { userId, sessionId }: RecoveringPerson,
  typed: string,
  now: Date,
): Promise<boolean> {
  const code = readRecoveryCode(typed);
  const unused = await findUnusedRecoveryCodes(db, userId);
  const matches = await Promise.all(unused.map(({ hash }) => verifyPassword(code, hash)));
  const found = unused.find((_, index) => matches[index]);
  if (!found || !(await markRecoveryCodeUsed(db, found.id, now))) return false;
  await revokeAccountAccess(db, userId, { keepSessionId: sessionId, identities: 'keep' });
  return true;
}

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}
