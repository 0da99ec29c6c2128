import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

export async function hasUser(db: Db, email: string): Promise<boolean> {
  return (await prisma(db).user.findUnique({ where: { email }, select: { id: true } })) !== null;
}

export function findOperators(db: Db): Promise<{ name: string; email: string }[]> {
  return prisma(db).user.findMany({ where: { operator: true }, select: { name: true, email: true } });
}

export type NewUser = { email: string; name: string; passwordHash: string; operator: boolean };

/** Throws a unique violation if the address already has an account. */
export async function insertUser(db: Db, user: NewUser, now: Date): Promise<string> {
  const { id } = await prisma(db).user.create({ data: { ...user, createdAt: now }, select: { id: true } });
  return id;
}

export async function findPasswordHashOf(db: Db, userId: string): Promise<string | null> {
  const user = await prisma(db).user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  return user?.passwordHash ?? null;
}
