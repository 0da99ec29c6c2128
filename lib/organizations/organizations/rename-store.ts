import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';

/** Throws a unique violation if another organization has the name. */
export async function updateOrganizationName(db: Db, id: string, name: string): Promise<void> {
  await prisma(db).organization.update({
    where: { id },
    data: { name, nameFold: foldName(name) },
    select: { id: true },
  });
}
