import { randomInt } from 'node:crypto';
import { hashPassword, verifyPassword } from '@/lib/identity/passwords/hash';
import type { Queries } from '@/lib/platform/db/client';
import { seal, unseal } from '@/lib/platform/secrets/seal';
import { RECOVERY_ALPHABET, RECOVERY_CODES, readRecoveryCode } from './policy';

const row = (userId: string) => `authenticator:${userId}`;

export async function findSeed(queries: Queries, userId: string): Promise<string | null> {
  const found = await queries.authenticator.findUnique({ where: { userId }, select: { seed: true } });
  return found?.seed ? unseal(found.seed, row(userId)) : null;
}

/** What is being set up belongs to the session that showed the password for it: no other can finish it. */
const pendingRow = (userId: string, sessionId: string) => `pending:${userId}:${sessionId}`;

export type PendingSeed = { seed: string; sealed: Uint8Array<ArrayBuffer> };

export async function findPendingSeed(
  queries: Queries,
  userId: string,
  sessionId: string,
): Promise<PendingSeed | null> {
  const found = await queries.authenticator.findUnique({ where: { userId }, select: { pendingSeed: true } });
  if (!found?.pendingSeed) return null;
  try {
    return { seed: unseal(found.pendingSeed, pendingRow(userId, sessionId)), sealed: found.pendingSeed };
  } catch {
    return null;
  }
}

/** False where there is an authenticator, unless it is to be replaced. */
export async function savePendingSeed(
  queries: Queries,
  { userId, sessionId, seed, replace }: { userId: string; sessionId: string; seed: string; replace: boolean },
): Promise<boolean> {
  const sealed = seal(seed, pendingRow(userId, sessionId));
  const saved = await queries.$executeRaw`
    insert into authenticator as present (user_id, pending_seed) values (${userId}::uuid, ${sealed})
    on conflict (user_id) do update set pending_seed = excluded.pending_seed
    where ${replace} or present.seed is null`;
  return saved === 1;
}

/** The pending seed becomes the one that counts; the step that proved it is used up. False if it was gone. */
export async function confirmSeed(
  queries: Queries,
  userId: string,
  { seed, sealed }: PendingSeed,
  step: number,
  now: Date,
): Promise<boolean> {
  const { count } = await queries.authenticator.updateMany({
    where: { userId, pendingSeed: sealed },
    data: { seed: seal(seed, row(userId)), pendingSeed: null, confirmedAt: now, lastStep: step },
  });
  return count === 1;
}

/** The authenticator and its recovery codes. False if there was none. */
export async function removeAuthenticator(queries: Queries, userId: string): Promise<boolean> {
  await queries.recoveryCode.deleteMany({ where: { userId } });
  const { count } = await queries.authenticator.deleteMany({ where: { userId, seed: { not: null } } });
  return count === 1;
}

/** Compare-and-set: of many uses of one passcode at once, one advances the step (RFC 6238 §5.2). */
export async function advanceStep(queries: Queries, userId: string, step: number): Promise<boolean> {
  const { count } = await queries.authenticator.updateMany({
    where: { userId, lastStep: { lt: step }, seed: { not: null } },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Makes new recovery codes in place of all older ones. Only their hashes stay. */
export async function replaceRecoveryCodes(queries: Queries, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const hashes = await Promise.all(codes.map((code) => hashPassword(readRecoveryCode(code))));
  await queries.recoveryCode.deleteMany({ where: { userId } });
  await queries.recoveryCode.createMany({ data: hashes.map((hash) => ({ userId, hash })) });
  return codes;
}

/** Uses up the recovery code that was typed. Of two uses at once, one finds it unused. */
export async function takeRecoveryCode(
  queries: Queries,
  userId: string,
  typed: string,
  now: Date,
): Promise<boolean> {
  const code = readRecoveryCode(typed);
  const left = await queries.recoveryCode.findMany({ where: { userId, usedAt: null } });
  const matches = await Promise.all(left.map(({ hash }) => verifyPassword(code, hash)));
  const found = left.find((_, index) => matches[index]);
  if (!found) return false;
  const { count } = await queries.recoveryCode.updateMany({
    where: { id: found.id, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]);
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

export async function countRecoveryCodes(queries: Queries, userId: string): Promise<number> {
  return queries.recoveryCode.count({ where: { userId, usedAt: null } });
}

/** Since when the person has an authenticator that was proven, or null. */
export async function findConfirmed(queries: Queries, userId: string): Promise<Date | null> {
  const found = await queries.authenticator.findUnique({ where: { userId }, select: { confirmedAt: true } });
  return found?.confirmedAt ?? null;
}
