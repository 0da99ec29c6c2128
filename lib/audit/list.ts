import type { Actor } from '@/lib/auth/actor';
import { can } from '@/lib/auth/rights';
import { database } from '@/lib/db/client';
import { ok, type Result, refuse } from '@/lib/result';
import { changesOf, codeOf } from './changes';
import { countEvents, type EventRecord, findEvents } from './list-store';
import type { AuditEventView, AuditPage, AuditQuery } from './schema';

/** A page of the organization's log, newest first. A page beyond the last is answered with the last. */
export async function listEvents(actor: Actor, query: AuditQuery): Promise<Result<AuditPage, 'FORBIDDEN'>> {
  if (!can(actor, 'audit:read')) return refuse('FORBIDDEN');
  const now = new Date();
  const organizationId = actor.organization.id;
  const part = { limit: query.pageSize, offset: (query.page - 1) * query.pageSize };
  const [events, total] = await Promise.all([
    findEvents(database(), organizationId, query, part, now),
    countEvents(database(), organizationId, query, now),
  ]);
  const lastPage = Math.max(1, Math.ceil(total / query.pageSize));
  if (query.page > lastPage) return listEvents(actor, { ...query, page: lastPage });
  return ok({ rows: events.map(toView), total, page: query.page, pageSize: query.pageSize });
}

/** Picked: whom an actor's or another row's id belongs to is not for a screen. */
const toView = (event: EventRecord): AuditEventView => ({
  position: event.position,
  at: event.at.toISOString(),
  actorName: event.actorName,
  address: event.address,
  action: event.action,
  outcome: event.outcome,
  subjectType: event.subjectType,
  subjectId: event.subjectId,
  subjectName: event.subjectName,
  code: codeOf(event.details),
  changes: changesOf(event.action, event.details),
});
