import type { OrganizationKind } from '@/lib/identity/actor/schema';
import type { Queries } from '@/lib/platform/db/client';

export async function findContact(queries: Queries, kind: OrganizationKind): Promise<string | null> {
  const row = await queries.contactText.findUnique({ where: { kind }, select: { text: true } });
  return row?.text ?? null;
}

export function listContactRows(queries: Queries): Promise<{ kind: OrganizationKind; text: string }[]> {
  return queries.contactText.findMany({ select: { kind: true, text: true } });
}

/** Rows that are not there yet can't be locked, so the table is: changed twice a year, by one or two people. */
export async function lockContacts(queries: Queries): Promise<void> {
  await queries.$executeRaw`lock table contact_text in share row exclusive mode`;
}

/** An empty text is no row. */
export async function writeContact(queries: Queries, kind: OrganizationKind, text: string): Promise<void> {
  if (text === '') await queries.contactText.deleteMany({ where: { kind } });
  else {
    await queries.contactText.upsert({
      where: { kind },
      create: { kind, text },
      update: { text },
      select: { kind: true },
    });
  }
}
