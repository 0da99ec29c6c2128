import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

export async function findContact(db: Db, kind: OrganizationKind): Promise<string | null> {
  const row = await prisma(db).contactText.findUnique({ where: { kind }, select: { text: true } });
  return row?.text ?? null;
}

export function listContactRows(db: Db): Promise<{ kind: OrganizationKind; text: string }[]> {
  return prisma(db).contactText.findMany({ select: { kind: true, text: true } });
}

/** Rows that don't exist yet can't be locked, so the table is: it is changed twice a year, by one or two people. */
export async function lockContacts(db: Db): Promise<void> {
  await prisma(db).$executeRaw`lock table contact_text in share row exclusive mode`;
}

/** An empty text is stored as no row. */
export async function writeContact(db: Db, kind: OrganizationKind, text: string): Promise<void> {
  if (text === '') await prisma(db).contactText.deleteMany({ where: { kind } });
  else {
    await prisma(db).contactText.upsert({
      where: { kind },
      create: { kind, text },
      update: { text },
      select: { kind: true },
    });
  }
}
