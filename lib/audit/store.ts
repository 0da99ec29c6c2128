import type { Queries } from '@/lib/db/client';
import { chainMac } from './chain';
import type { AuditEntry } from './schema';

/**
 * Appends to the chain inside the caller's transaction, so that what happened and that it happened are one write.
 * Locks the chain's one end until the commit: call it last, or every other change waits for the rest of yours.
 */
export async function appendAudit(queries: Queries, entry: AuditEntry, now: Date): Promise<void> {
  const [head] = await queries.$queryRaw<{ count: number; mac: Uint8Array }[]>`
    select count, mac from audit_head where id = 1 for update`;
  if (!head) throw new Error('The audit chain has no head; were the migrations applied?');
  const position = head.count + 1;
  const mac = chainMac(head.mac, { ...entry, position, at: now.toISOString() });
  await queries.auditEvent.create({ data: { ...entry, position, at: now, mac }, select: { position: true } });
  await queries.auditHead.update({ where: { id: 1 }, data: { count: position, mac } });
}

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

/** The chain's end as `audit_head` names it, and the last position that there is: of one moment, so they must agree. */
export async function findEnds(queries: Queries): Promise<{ count: number; mac: Uint8Array; last: number }> {
  const [ends] = await queries.$queryRaw<{ count: number; mac: Uint8Array; last: number }[]>`
    select count, mac, coalesce((select max(position) from audit_event), 0) as last from audit_head where id = 1`;
  return ends ?? { count: 0, mac: new Uint8Array(), last: 0 };
}

/** The next events of the chain with all that their macs are made of; `after` null begins at the very first row. */
export function findChained(queries: Queries, after: number | null, upTo: number, most: number) {
  return queries.auditEvent.findMany({
    where: { position: after === null ? { lte: upTo } : { gt: after, lte: upTo } },
    orderBy: { position: 'asc' },
    take: most,
  });
}
