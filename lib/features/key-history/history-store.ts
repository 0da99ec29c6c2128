import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';

/** The latest events about one key, newest first. */
export function findKeyEvents(db: Db, organizationId: string, keyId: string, most: number) {
  return prisma(db).auditEvent.findMany({
    where: { organizationId, subjectType: 'key', subjectId: keyId },
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
