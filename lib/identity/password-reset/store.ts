import { database, type Queries } from '@/lib/platform/db/client';

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

/** Whose address this is, in lower case. */
export function findPerson(email: string) {
  return database().user.findUnique({ where: { email }, select: PERSON });
}

export type ResetPerson = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

export const hasAddress = async (queries: Queries, { id, email }: ResetPerson): Promise<boolean> =>
  (await queries.user.count({ where: { id, email } })) === 1;

type Link = { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date };

/** The person's one link, in place of an older one. */
export async function saveReset(queries: Queries, userId: string, link: Link): Promise<void> {
  await queries.passwordReset.upsert({ where: { userId }, create: { userId, ...link }, update: link });
}

/** Whom a link that is still good lets choose a new password. */
export async function findByLink(tokenHash: Uint8Array<ArrayBuffer>, now: Date): Promise<ResetPerson | null> {
  const found = await database().passwordReset.findUnique({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { user: { select: PERSON } },
  });
  return found?.user ?? null;
}

/** Compare-and-delete: of many uses of one link at once, one finds it. */
export async function takeReset(
  queries: Queries,
  userId: string,
  tokenHash: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<boolean> {
  const { count } = await queries.passwordReset.deleteMany({
    where: { userId, tokenHash, expiresAt: { gt: now } },
  });
  return count === 1;
}
