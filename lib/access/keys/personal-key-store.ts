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

/** Deletes all of them, whatever their status, and returns what they were. */
export async function removePersonalKeys(db: Db, organizationId: string, ownerId: string) {
  const keys = await prisma(db).$queryRaw<{ id: string; name: string }[]>`
    select id, name from api_key
    where organization_id = ${organizationId}::uuid and owner_id = ${ownerId}::uuid order by id for update`;
  await prisma(db).apiKey.deleteMany({ where: { organizationId, id: { in: keys.map(({ id }) => id) } } });
  return keys;
}
