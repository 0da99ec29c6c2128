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

export type DisabledKey = { id: string; name: string; organizationId: string; key: string };

/**
 * Disables the person's personal keys in every organization. They are locked in the order of their ids, as in every other
 * change of several keys, so that none deadlocks. The SQL is here since keys belong to a floor above; triggers announce
 * the change to verifiers.
 */
export async function disablePersonalKeys(db: Db, userId: string): Promise<DisabledKey[]> {
  await prisma(db).$queryRaw`
    select 1 from api_key where owner_id = ${userId}::uuid and status = 'active' order by id for update`;
  return prisma(db).$queryRaw<DisabledKey[]>`
    update api_key k set status = 'disabled'
    from credential c
    where k.owner_id = ${userId}::uuid and k.status = 'active' and c.api_key_id = k.id and c.replaced_at is null
    returning k.id, k.name, k.organization_id as "organizationId", c.key`;
}
