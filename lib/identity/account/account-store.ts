import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

export async function saveName(db: Db, userId: string, name: string): Promise<void> {
  await prisma(db).user.update({ where: { id: userId }, data: { name }, select: { id: true } });
}

/** Throws a unique violation if the address has an account already. */
export async function saveEmail(db: Db, userId: string, email: string): Promise<void> {
  await prisma(db).user.update({ where: { id: userId }, data: { email }, select: { id: true } });
}

export async function savePasswordHash(db: Db, userId: string, passwordHash: string): Promise<void> {
  await prisma(db).user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
}
