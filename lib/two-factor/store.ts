import { randomInt } from 'node:crypto';
import type { Queries } from '@/lib/db/client';
import { hashPassword, verifyPassword } from '@/lib/passwords/hash';
import { seal, unseal } from '@/lib/secrets/seal';
import { RECOVERY_ALPHABET, RECOVERY_CODES, readRecoveryCode } from './policy';

const row = (userId: string) => `authenticator:${userId}`;

export async function findSeed(queries: Queries, userId: string): Promise<string | null> {
  const found = await queries.authenticator.findUnique({ where: { userId }, select: { seed: true } });
  return found?.seed ? unseal(found.seed, row(userId)) : null;
}

export async function findPendingSeed(queries: Queries, userId: string): Promise<string | null> {
  const found = await queries.authenticator.findUnique({ where: { userId }, select: { pendingSeed: true } });
  return found?.pendingSeed ? unseal(found.pendingSeed, row(userId)) : null;
}

export async function savePendingSeed(queries: Queries, userId: string, seed: string): Promise<void> {
  const pendingSeed = seal(seed, row(userId));
  await queries.authenticator.upsert({
    where: { userId },
    create: { userId, pendingSeed },
    update: { pendingSeed },
  });
}

/** The pending seed becomes the one that counts; the step that proved it is used up. False if there was none. */
export async function confirmSeed(
  queries: Queries,
  userId: string,
  step: number,
  now: Date,
): Promise<boolean> {
  const confirmed = await queries.$executeRaw`
    update authenticator
    set seed = pending_seed, pending_seed = null, confirmed_at = ${now}, last_step = ${step}
    where user_id = ${userId}::uuid and pending_seed is not null`;
  return confirmed === 1;
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
