import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** The check value that the database was set up with; `expected` if this is its first start. */
export async function findOrSaveSecretCheck(
  db: Db,
  expected: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { secretCheck } = await prisma(db).installation.upsert({
    where: { id: 1 },
    create: { id: 1, secretCheck: expected },
    update: {},
  });
  return secretCheck;
}
