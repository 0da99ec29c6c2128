import type { Queries } from '@/lib/platform/db/client';

export async function hasUser(queries: Queries, email: string): Promise<boolean> {
  return (await queries.user.findUnique({ where: { email }, select: { id: true } })) !== null;
}

export function findOperators(queries: Queries): Promise<{ name: string; email: string }[]> {
  return queries.user.findMany({ where: { operator: true }, select: { name: true, email: true } });
}

/** Throws a unique violation where the address has an account already. */
export async function insertUser(
  queries: Queries,
  user: { email: string; name: string; passwordHash: string; operator: boolean },
  now: Date,
): Promise<string> {
  const { id } = await queries.user.create({ data: { ...user, createdAt: now }, select: { id: true } });
  return id;
}

export async function findHash(queries: Queries, userId: string): Promise<string | null> {
  const user = await queries.user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  return user?.passwordHash ?? null;
}
