import { assertOperator } from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import type { AuditEventView, AuditPage, AuditQuery } from '@/lib/platform/audit/schema';
import { database } from '@/lib/platform/db/database';
import { readPage } from '@/lib/platform/paging';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changesOf, codeOf } from './changes';
import { countEvents, type EventRecord, findEvents } from './event-store';

/** A page of the organization's log, newest first. */
export async function listEvents(actor: Actor, query: AuditQuery): Promise<Result<AuditPage, 'FORBIDDEN'>> {
  if (!can(actor, 'audit:read')) return refuse('FORBIDDEN');
  return ok(await listPage(actor.organization.id, query));
}

/** The next events before a position, newest first; `next` is where they end, if there are more. */
export async function listEventsBefore(
  actor: Actor,
  query: AuditQuery,
  { before, limit }: { before: number | null; limit: number },
): Promise<Result<{ events: AuditEventView[]; next: number | null }, 'FORBIDDEN'>> {
  if (!can(actor, 'audit:read')) return refuse('FORBIDDEN');
  const part = { limit: limit + 1, ...(before !== null && { upTo: before - 1 }) };
  const found = await findEvents(database(), actor.organization.id, query, part, currentTime());
  const page = found.slice(0, limit);
  return ok({
    events: page.map(toView),
    next: found.length > limit ? (page.at(-1)?.position ?? null) : null,
  });
}

/** Events that belong to no organization: the catalogue, the contact text, and forged operator requests. */
export function listOperatorEvents(person: Person, query: AuditQuery): Promise<AuditPage> {
  assertOperator(person);
  return listPage(null, query);
}

const listPage = (organizationId: string | null, query: AuditQuery): Promise<AuditPage> =>
  readPage(query, (asked) => findPage(organizationId, asked));

async function findPage(organizationId: string | null, query: AuditQuery): Promise<AuditPage> {
  const now = currentTime();
  const part = { limit: query.pageSize, offset: (query.page - 1) * query.pageSize };
  const [events, total] = await Promise.all([
    findEvents(database(), organizationId, query, part, now),
    countEvents(database(), organizationId, query, now),
  ]);
  return { rows: events.map(toView), total, page: query.page, pageSize: query.pageSize };
}

/** Picked: whose an actor's or another row's id is isn't for a screen. */
export const toView = (event: EventRecord): AuditEventView => ({
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
