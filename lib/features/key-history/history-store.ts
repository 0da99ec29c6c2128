import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** The latest events about one key, newest first; how it was imported is one event for many keys. */
export async function findKeyEvents(db: Db, organizationId: string, keyId: string, most: number) {
  const batches = await prisma(db).$queryRaw<{ id: string }[]>`
    select t.batch_id::text as id from credential c join imported_token t on t.key = c.key
    where c.api_key_id = ${keyId}::uuid and t.organization_id = ${organizationId}::uuid`;
  const subjects = batches.map(({ id }) => ({ subjectType: 'import', subjectId: id }));
  return prisma(db).auditEvent.findMany({
    where: { organizationId, OR: [{ subjectType: 'key', subjectId: keyId }, ...subjects] },
    select: {
      position: true,
      at: true,
      actorName: true,
      address: true,
      action: true,
      outcome: true,
      details: true,
    },
    orderBy: { position: 'desc' },
    take: most,
  });
}
