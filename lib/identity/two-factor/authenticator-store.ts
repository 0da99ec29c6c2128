import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { seal, unseal } from '@/lib/platform/secrets/seal';

const row = (userId: string) => `authenticator:${userId}`;

export async function findSeed(db: Db, userId: string): Promise<string | null> {
  const found = await prisma(db).authenticator.findUnique({ where: { userId }, select: { seed: true } });
  return found?.seed ? unseal(found.seed, row(userId)) : null;
}

/** A pending setup belongs to the session that proved the password for it: no other can complete it. */
const pendingRow = (userId: string, sessionId: string) => `pending:${userId}:${sessionId}`;

export type PendingSeed = { seed: string; sealed: Uint8Array<ArrayBuffer> };

export async function findPendingSeed(
  db: Db,
  userId: string,
  sessionId: string,
): Promise<PendingSeed | null> {
  const found = await prisma(db).authenticator.findUnique({
    where: { userId },
    select: { pendingSeed: true },
  });
  if (!found?.pendingSeed) return null;
  try {
    return { seed: unseal(found.pendingSeed, pendingRow(userId, sessionId)), sealed: found.pendingSeed };
  } catch {
    return null;
  }
}

/** False if there is an authenticator, unless it is to be replaced. */
export async function savePendingSeed(
  db: Db,
  { userId, sessionId, seed, replace }: { userId: string; sessionId: string; seed: string; replace: boolean },
): Promise<boolean> {
  const sealed = seal(seed, pendingRow(userId, sessionId));
  const saved = await prisma(db).$executeRaw`
    insert into authenticator as present (user_id, pending_seed) values (${userId}::uuid, ${sealed})
    on conflict (user_id) do update set pending_seed = excluded.pending_seed
    where ${replace} or present.seed is null`;
  return saved === 1;
}

/** The pending seed becomes the current one, and the time step that confirmed it is used up. False if it was gone. */
export async function confirmSeed(
  db: Db,
  userId: string,
  { seed, sealed }: PendingSeed,
  step: number,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).authenticator.updateMany({
    where: { userId, pendingSeed: sealed },
    data: { seed: seal(seed, row(userId)), pendingSeed: null, confirmedAt: now, lastStep: step },
  });
  return count === 1;
}

/** The authenticator and its recovery codes. False if there was none. */
export async function deleteAuthenticator(db: Db, userId: string): Promise<boolean> {
  await prisma(db).recoveryCode.deleteMany({ where: { userId } });
  const { count } = await prisma(db).authenticator.deleteMany({ where: { userId, seed: { not: null } } });
  return count === 1;
}

/** Compare-and-set: of concurrent uses of a passcode, one advances the step (RFC 6238 §5.2). */
export async function advanceStep(db: Db, userId: string, step: number): Promise<boolean> {
  const { count } = await prisma(db).authenticator.updateMany({
    where: { userId, lastStep: { lt: step }, seed: { not: null } },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Replaces all older ones. */
export async function saveRecoveryCodes(db: Db, userId: string, hashes: readonly string[]): Promise<void> {
  await prisma(db).recoveryCode.deleteMany({ where: { userId } });
  await prisma(db).recoveryCode.createMany({ data: hashes.map((hash) => ({ userId, hash })) });
}

export const findUnusedRecoveryCodes = (db: Db, userId: string): Promise<{ id: string; hash: string }[]> =>
  prisma(db).recoveryCode.findMany({ where: { userId, usedAt: null }, select: { id: true, hash: true } });

/** Compare-and-set: of two concurrent uses, one finds the code unused. */
export async function markRecoveryCodeUsed(db: Db, id: string, now: Date): Promise<boolean> {
  const { count } = await prisma(db).recoveryCode.updateMany({
    where: { id, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  return prisma(db).recoveryCode.count({ where: { userId, usedAt: null } });
}

/** Since when the person has had a confirmed authenticator, or null. */
export async function findConfirmed(db: Db, userId: string): Promise<Date | null> {
  const found = await prisma(db).authenticator.findUnique({
    where: { userId },
    select: { confirmedAt: true },
  });
  return found?.confirmedAt ?? null;
}
