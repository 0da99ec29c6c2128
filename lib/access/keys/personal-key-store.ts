import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** Members' personal keys that may still be used, each with its current key. */
export function findPersonalKeys(db: Db, organizationId: string) {
  return prisma(db).apiKey.findMany({
    where: { organizationId, ownerId: { not: null }, status: { not: 'revoked' } },
    select: {
      ownerId: true,
      name: true,
      credentials: { where: { replacedAt: null }, select: { key: true }, take: 1 },
    },
    orderBy: [{ nameFold: 'asc' }, { id: 'asc' }],
  });
}

/** All of them, whatever their status. Nobody else changes them until the transaction ends. */
export const lockPersonalKeys = (db: Db, organizationId: string, ownerId: string) =>
  prisma(db).$queryRaw<{ id: string; name: string }[]>`
    select id, name from api_key
    where organization_id = ${organizationId}::uuid and owner_id = ${ownerId}::uuid order by id for update`;

export async function removeKeys(db: Db, organizationId: string, ids: readonly string[]): Promise<void> {
  await prisma(db).apiKey.deleteMany({ where: { organizationId, id: { in: [...ids] } } });
}
