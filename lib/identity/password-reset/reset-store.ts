import { prisma } from '@/lib/platform/db/client';
import { type Db, database } from '@/lib/platform/db/database';

const PERSON = {
  id: true,
  name: true,
  email: true,
  authenticator: { select: { confirmedAt: true } },
  memberships: {
    select: { organizationId: true, organization: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
    take: 1,
  },
} as const;

/** The account with this address, in lower case. */
export function findPerson(email: string) {
  return prisma(database()).user.findUnique({ where: { email }, select: PERSON });
}

export type ResetPerson = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

export const hasAddress = async (db: Db, { id, email }: ResetPerson): Promise<boolean> =>
  (await prisma(db).user.count({ where: { id, email } })) === 1;

type Link = { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date };

/** The person's link; a new one replaces it. */
export async function saveReset(db: Db, userId: string, link: Link): Promise<void> {
  await prisma(db).passwordReset.upsert({ where: { userId }, create: { userId, ...link }, update: link });
}

/** The person who may choose a new password with this link, if it is still valid. */
export async function findByLink(tokenHash: Uint8Array<ArrayBuffer>, now: Date): Promise<ResetPerson | null> {
  const found = await prisma(database()).passwordReset.findUnique({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { user: { select: PERSON } },
  });
  return found?.user ?? null;
}

/** Compare-and-delete: of concurrent uses of a link, one finds it. */
export async function takeReset(
  db: Db,
  userId: string,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).passwordReset.deleteMany({
    where: { userId, tokenHash, expiresAt: { gt: now } },
  });
  return count === 1;
}
