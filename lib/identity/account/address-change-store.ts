import { prisma } from '@/lib/platform/db/client';
import { type Db, database } from '@/lib/platform/db/database';

type Link = { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date };

/** The person's pending address; there is one, and a new one replaces it. */
export async function saveAddressChange(
  db: Db,
  userId: string,
  change: Link & { email: string },
): Promise<void> {
  await prisma(db).addressChange.upsert({ where: { userId }, create: { userId, ...change }, update: change });
}

/** A new link for the pending address; null if there is none. */
export async function replaceAddressLink(db: Db, userId: string, link: Link): Promise<string | null> {
  const [changed] = await prisma(db).addressChange.updateManyAndReturn({
    where: { userId },
    data: link,
    select: { email: true },
  });
  return changed?.email ?? null;
}

export function findAddressChange(userId: string) {
  return prisma(database()).addressChange.findUnique({
    where: { userId },
    select: { email: true, expiresAt: true },
  });
}

/** Whose link this is, and what it changes. */
export function findByAddressLink(tokenHash: Uint8Array<ArrayBuffer>, now: Date) {
  return prisma(database()).addressChange.findUnique({
    where: { tokenHash, expiresAt: { gt: now } },
    select: {
      email: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          memberships: { select: { organizationId: true }, orderBy: { createdAt: 'asc' }, take: 1 },
        },
      },
    },
  });
}

/** Compare-and-delete: of concurrent uses of a link, one finds it. */
export async function takeAddressChange(
  db: Db,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).addressChange.deleteMany({
    where: { tokenHash, expiresAt: { gt: now } },
  });
  return count === 1;
}

export async function hasOpenInvitation(db: Db, email: string, now: Date): Promise<boolean> {
  const where = { email, expiresAt: { gt: now } };
  return (await prisma(db).invitation.findFirst({ where, select: { id: true } })) !== null;
}
