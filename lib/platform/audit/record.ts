import { type Db, inTransaction } from '@/lib/platform/db/database';
import { appendBeforeCommit } from './audit-store';
import type { Principal } from './principal';
import { markRefusalRecorded } from './refusals';
import type { AuditEntry } from './schema';

/** What happened to what. The principal says who did it. */
export type EventInfo = Pick<AuditEntry, 'action' | 'subjectType' | 'subjectId' | 'subjectName'> & {
  organizationId?: string | null;
  details?: AuditEntry['details'];
};

/** Records a change in the transaction that makes it. Call it at any point: the event is appended last of all. */
export async function recordChange(db: Db, principal: Principal, event: EventInfo, now: Date): Promise<void> {
  appendBeforeCommit(db, entry(principal, event, 'success'), now);
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
    details: event.details ?? {},
  };
}
