import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** The labels of a key's permissions and the endpoints they open, in the order of the catalogue. */
export const findRevealedPermissions = (db: Db, names: readonly string[]) =>
  prisma(db).permission.findMany({
    where: { name: { in: [...names] } },
    select: { label: true, endpoints: { select: { method: true, pattern: true, keyAlone: true } } },
    orderBy: { position: 'asc' },
  });
