import type { AuditOutcome, AuditQuery } from '@/lib/platform/audit/schema';
import { escapeLike, Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { parseTimeRange } from './time-range-policy';

/** Always within one organization, or, with null, the operator's own events, which belong to none. */

export type EventRecord = {
  position: number;
  at: Date;
  actorId: string | null;
  actorName: string;
  address: string;
  action: string;
  outcome: AuditOutcome;
  subjectType: string;
  subjectId: string | null;
  subjectName: string;
  details: unknown;
};

/** Up to which position, inclusive; how many; and how many to skip. */
type Part = { upTo?: number; limit: number; offset?: number };

export function findEvents(
  db: Db,
  organizationId: string | null,
  query: AuditQuery,
  { upTo, limit, offset = 0 }: Part,
  now: Date,
): Promise<EventRecord[]> {
  return prisma(db).$queryRaw<EventRecord[]>`
    select position, at, actor_id as "actorId", actor_name as "actorName", address, action, outcome::text as outcome,
      subject_type as "subjectType", subject_id as "subjectId", subject_name as "subjectName", details
    ${matching(organizationId, query, upTo, now)}
    order by position ${Prisma.raw(query.ascending ? 'asc' : 'desc')} limit ${limit} offset ${offset}`;
}

export async function countEvents(
  db: Db,
  organizationId: string | null,
  query: AuditQuery,
  now: Date,
  upTo?: number,
): Promise<number> {
  const [counted] = await prisma(db).$queryRaw<{ total: bigint }[]>`
    select count(*) as total ${matching(organizationId, query, upTo, now)}`;
  return Number(counted?.total ?? 0);
}

/** The last position across all organizations: what is appended later is beyond it. */
export async function lastPosition(db: Db): Promise<number> {
  const { _max } = await prisma(db).auditEvent.aggregate({ _max: { position: true } });
  return _max.position ?? 0;
}

function matching(
  organizationId: string | null,
  query: AuditQuery,
  upTo: number | undefined,
  now: Date,
): Prisma.Sql {
  const parts = [
    organizationId === null
      ? Prisma.sql`organization_id is null`
      : Prisma.sql`organization_id = ${organizationId}::uuid`,
  ];
  const text = query.q.trim();
  if (text !== '') {
    const like = `%${escapeLike(text)}%`;
    parts.push(Prisma.sql`(actor_name ilike ${like} or subject_name ilike ${like} or address ilike ${like}
      or subject_id = ${text.replaceAll('\0', '')})`);
  }
  if (query.area.length > 0) parts.push(Prisma.sql`split_part(action, '.', 1) = any(${query.area})`);
  if (query.action.length > 0) parts.push(Prisma.sql`action = any(${query.action})`);
  if (query.outcome.length > 0) parts.push(Prisma.sql`outcome::text = any(${query.outcome})`);
  const { from, to } = parseTimeRange(query.time, now);
  if (from) parts.push(Prisma.sql`at >= ${from}`);
  if (to) parts.push(Prisma.sql`at < ${to}`);
  if (upTo !== undefined) parts.push(Prisma.sql`position <= ${upTo}`);
  return Prisma.sql`from audit_event where ${Prisma.join(parts, ' and ')}`;
}
