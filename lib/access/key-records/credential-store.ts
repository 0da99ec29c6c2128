import type { NewCredential } from '@/lib/access/credentials/issue';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** The credentials of a key that the caller has locked in its organization (`lockKey`). */

/** Gives a credential its secret, and dates it from now. False if it has one already. */
export async function giveSecret(
  db: Db,
  apiKeyId: string,
  secretHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).credential.updateMany({
    where: { apiKeyId, replacedAt: null, secretHash: null },
    data: { secretHash, createdAt: now },
  });
  return count === 1;
}

/**
 * Replaces `credentialId` with `next`. The replaced one works until `endsAt`; any older one ends now, and is marked as
 * ended: judged by the time alone, it would go on working wherever a clock is behind. False if it has been
 * replaced already.
 */
export async function replaceCredential(
  db: Db,
  apiKeyId: string,
  credentialId: string,
  endsAt: Date,
  next: NewCredential,
  now: Date,
): Promise<boolean> {
  if (!(await markReplaced(db, apiKeyId, credentialId, endsAt, now))) return false;
  const older = { apiKeyId, id: { not: credentialId }, ended: false };
  await prisma(db).credential.updateMany({
    where: { ...older, endsAt: { gt: now } },
    data: { endsAt: now, ended: true },
  });
  await prisma(db).credential.updateMany({ where: older, data: { ended: true } });
  await insertCredential(db, apiKeyId, next, now);
  return true;
}

/**
 * Replaces the current credential with immediate effect: nobody has used it, since the answer that contained it was lost.
 * The one before it keeps its grace period.
 */
export async function replaceUnusedCredential(
  db: Db,
  apiKeyId: string,
  credentialId: string,
  next: NewCredential,
  now: Date,
): Promise<void> {
  if (!(await markReplaced(db, apiKeyId, credentialId, now, now)))
    throw new Error('Only the current credential can be replaced');
  await insertCredential(db, apiKeyId, next, now);
}

async function markReplaced(
  db: Db,
  apiKeyId: string,
  credentialId: string,
  endsAt: Date,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).credential.updateMany({
    where: { id: credentialId, apiKeyId, replacedAt: null },
    data: { replacedAt: now, endsAt, ended: endsAt <= now },
  });
  return count === 1;
}

async function insertCredential(db: Db, apiKeyId: string, next: NewCredential, now: Date): Promise<void> {
  await prisma(db).credential.create({ data: { ...next, apiKeyId, createdAt: now }, select: { id: true } });
}

/** Ends an older credential before its grace period is over. False if it had ended already. */
export async function endCredential(
  db: Db,
  apiKeyId: string,
  credentialId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).credential.updateMany({
    where: { id: credentialId, apiKeyId, replacedAt: { not: null }, ended: false, endsAt: { gt: now } },
    data: { endsAt: now, ended: true },
  });
  return count === 1;
}
