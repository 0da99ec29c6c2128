import { AsyncLocalStorage } from 'node:async_hooks';
import { type Db, inTransaction } from '@/lib/platform/db/database';
import type { Result } from '@/lib/platform/result';
import { announceKeys } from './announce-keys';
import { announcedBy } from './announcement-policy';
import { appendBeforeCommit } from './audit-store';
import type { Announcement, AuditEntry, Plain, Principal } from './schema';

/** What happened to what. The principal says who did it. */
export type EventInfo = Pick<AuditEntry, 'action' | 'subjectType' | 'subjectId' | 'subjectName'> & {
  organizationId?: string | null;
  details?: AuditEntry['details'];
};

/** `announced` is what webhooks tell of keys that the event is about besides its subject. */
type Change = EventInfo & { announced?: readonly Announcement[] };

/**
 * Records a change in the transaction that makes it, and announces it to webhooks. The event is appended last of all.
 * Call it when a key is as the change leaves it; for a deletion, before it.
 */
export async function recordChange(
  db: Db,
  principal: Principal,
  { announced = [], ...event }: Change,
  now: Date,
): Promise<void> {
  const change = entry(principal, event, 'success');
  const actor = { name: principal.name, key: principal.program?.key ?? null };
  const announcements = [...(await announcementsOf(db, change, now)), ...announced];
  appendBeforeCommit(
    db,
    change,
    now,
    announcements.map(({ type, data }) => ({ type, data: { ...data, actor } })),
  );
}

async function announcementsOf(db: Db, change: AuditEntry, now: Date): Promise<Announcement[]> {
  const about = announcedBy(change);
  if (!about || change.organizationId === null) return [];
  const announced = await announceKeys(db, about.type, change.organizationId, [about.keyId], now);
  return announced.map(({ type, data }) => ({ type, data: { ...data, ...about.more } }));
}

/** Records a refusal, in a transaction of its own: a refused change has written nothing. */
export async function recordRefusal(
  principal: Principal,
  event: EventInfo & { code: string },
  now: Date,
): Promise<void> {
  const { code, details, ...rest } = event;
  const refusal = entry(principal, { ...rest, details: { ...details, code } }, 'failure');
  await inTransaction(async (db) => appendBeforeCommit(db, refusal, now));
  markRefusalRecorded();
}

/** Records a refused change, whatever the reason. */
export async function recordIfRefused<Value, Code extends string>(
  principal: Principal,
  event: EventInfo,
  change: Result<Value, Code> | Promise<Result<Value, Code>>,
  now: Date,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (!result.ok) await recordRefusal(principal, { ...event, code: result.code }, now);
  return result;
}

function entry(principal: Principal, event: EventInfo, outcome: AuditEntry['outcome']): AuditEntry {
  return {
    organizationId: event.organizationId ?? principal.organization?.id ?? null,
    actorId: principal.userId,
    actorName: principal.name,
    address: principal.address,
    action: event.action,
    outcome,
    subjectType: event.subjectType,
    subjectId: event.subjectId,
    subjectName: event.subjectName,
    details: { ...event.details, ...(principal.program && { program: principal.program.key }) },
  };
}

type Values = { [field: string]: Plain };

/** The old and new values of changed fields, for an event's details. The order of a list counts. */
export function differences<Fields extends Values>(before: Fields, after: Fields) {
  const changed = Object.keys(before).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const pick = (values: Fields): Values =>
    Object.fromEntries(changed.map((field) => [field, values[field] ?? null]));
  return { before: pick(before), after: pick(after) };
}

const watched = new AsyncLocalStorage<{ recorded: boolean }>();

/** Runs `work`, and returns whether it recorded a refusal itself, as services do that know the details. */
export async function watchRefusals<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; recorded: boolean }> {
  const state = { recorded: false };
  const value = await watched.run(state, work);
  return { value, recorded: state.recorded };
}

function markRefusalRecorded(): void {
  const state = watched.getStore();
  if (state) state.recorded = true;
}
