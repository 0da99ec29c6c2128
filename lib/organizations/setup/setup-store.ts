import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** Serializes everything that creates the first account, so that only one of two concurrent attempts is the first. */
export async function lockFirstAccount(db: Db): Promise<void> {
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(5820391147)`;
}

export const hasAnyUser = async (db: Db): Promise<boolean> =>
  (await prisma(db).user.findFirst({ select: { id: true } })) !== null;

type Link = { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date };

/** Replaces the link that was there before. */
export async function saveSetupLink(db: Db, link: Link): Promise<void> {
  await prisma(db).setupLink.upsert({ where: { id: 1 }, create: { id: 1, ...link }, update: link });
}

export const findSetupLink = (db: Db): Promise<Link | null> =>
  prisma(db).setupLink.findUnique({ where: { id: 1 }, select: { tokenHash: true, expiresAt: true } });

export async function removeSetupLink(db: Db): Promise<void> {
  await prisma(db).setupLink.deleteMany({});
}
