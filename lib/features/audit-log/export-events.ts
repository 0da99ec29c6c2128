import { refuseForbidden } from '@/lib/identity/actor/refusals';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import type { AuditEventView, AuditQuery, Plain } from '@/lib/platform/audit/schema';
import { database, inTransaction } from '@/lib/platform/db/database';
import { csvOf, filenameFor, jsonLinesOf } from '@/lib/platform/export/file';
import type { Export } from '@/lib/platform/export/schema';
import { ok, type Result } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { countEvents, type EventRecord, findEvents, lastPosition } from './event-store';
import { toView } from './list-events';

const BATCH = 1_000;

/**
 * The events that a query finds, newest first, up to the one before this export's own. They are written as CSV, or as
 * one line of JSON each if `toJson` is given.
 */
export async function exportEvents(
  actor: Actor,
  query: AuditQuery,
  toJson?: (event: AuditEventView) => object,
): Promise<Result<Export, 'FORBIDDEN'>> {
  const now = currentTime();
  const { id: organizationId, name } = actor.organization;
  const subject = { subjectType: 'organization', subjectId: organizationId, subjectName: name } as const;
  const told = { action: 'audit.export', ...subject } as const;
  if (!can(actor, 'audit:read')) return refuseForbidden(actor, told, now);
  const upTo = await lastPosition(database());
  const downwards = { ...query, ascending: false };
  const total = await countEvents(database(), organizationId, downwards, now, upTo);
  const details = { rows: total, ...narrowing(query) };
  await inTransaction((db) => recordChange(db, actor, { ...told, details }, now));
  const batches = batchesOf(organizationId, downwards, upTo, now);
  const text = toJson
    ? jsonLinesOf<EventRecord>((event) => toJson(toView(event)), batches)
    : csvOf(COLUMNS, batches);
  return ok({ filename: filenameFor(name, 'audit-log', toJson ? 'jsonl' : 'csv', now), total, text });
}

/** By position instead of page: each batch is found as fast as the first. */
async function* batchesOf(
  organizationId: string,
  query: AuditQuery,
  newest: number,
  now: Date,
): AsyncIterable<EventRecord[]> {
  let upTo = newest;
  for (;;) {
    const events = await findEvents(database(), organizationId, query, { upTo, limit: BATCH }, now);
    if (events.length > 0) yield events;
    const last = events.at(-1);
    if (!last || events.length < BATCH) return;
    upTo = last.position - 1;
  }
}

function narrowing({ q, area, action, outcome, time }: AuditQuery): Record<string, Plain> {
  const given = { search: q.trim(), area, action, outcome, time };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value.length > 0));
}

const COLUMNS = [
  ['Number', (event: EventRecord) => event.position],
  ['Time', (event: EventRecord) => event.at.toISOString()],
  ['By', (event: EventRecord) => event.actorName],
  ['Address', (event: EventRecord) => event.address],
  ['Action', (event: EventRecord) => event.action],
  ['Outcome', (event: EventRecord) => event.outcome],
  ['On', (event: EventRecord) => event.subjectName],
  ['Kind', (event: EventRecord) => event.subjectType],
  ['ID', (event: EventRecord) => event.subjectId],
  ['Details', (event: EventRecord) => JSON.stringify(event.details)],
] as const;
