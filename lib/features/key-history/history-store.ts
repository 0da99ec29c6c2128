import type { Queries } from '@/lib/platform/db/client';

/** The latest events about one key, newest first. */
export function findKeyEvents(queries: Queries, organizationId: string, keyId: string, most: number) {
  return queries.auditEvent.findMany({
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
