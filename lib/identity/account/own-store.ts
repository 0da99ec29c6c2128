import type { Queries } from '@/lib/platform/db/client';

export async function saveName(queries: Queries, userId: string, name: string): Promise<void> {
  await queries.user.update({ where: { id: userId }, data: { name }, select: { id: true } });
}

/** Throws a unique violation where the address has an account already. */
export async function saveEmail(queries: Queries, userId: string, email: string): Promise<void> {
  await queries.user.update({ where: { id: userId }, data: { email }, select: { id: true } });
}

export async function savePasswordHash(
  queries: Queries,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await queries.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
}
