import { prisma } from '@/lib/platform/db/client';
import { type Db, database } from '@/lib/platform/db/database';

const ACCOUNT = {
  id: true,
  name: true,
  email: true,
  memberships: { select: { organizationId: true }, orderBy: { createdAt: 'asc' }, take: 1 },
} as const;

type Named = { issuer: string; subject: string };

/** The account with this identity. */
export async function findAccountOf({ issuer, subject }: Named) {
  const found = await prisma(database()).externalIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select: ACCOUNT } },
  });
  return found?.user ?? null;
}

export type ExternalAccount = NonNullable<Awaited<ReturnType<typeof findAccountOf>>>;

/** The account with this address, and the identities from this issuer that it is linked to already. */
export function findLinkable(email: string, issuer: string) {
  return prisma(database()).user.findUnique({
    where: { email },
    select: { ...ACCOUNT, identities: { where: { issuer }, select: { subject: true } } },
  });
}

/** Throws a unique violation if an account has this identity already. */
export async function insertIdentity(db: Db, { issuer, subject }: Named, userId: string): Promise<void> {
  await prisma(db).externalIdentity.create({ data: { issuer, subject, userId }, select: { userId: true } });
}

/** Whether the account still has this identity, or, for linking it, this address. */
export async function stillOpens(
  db: Db,
  { id, email }: ExternalAccount,
  { issuer, subject }: Named,
  link: boolean,
): Promise<boolean> {
  const where = link ? { id, email } : { id, identities: { some: { issuer, subject } } };
  return (await prisma(db).user.count({ where })) === 1;
}
