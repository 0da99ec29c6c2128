import { type Db, inTransaction } from '@/lib/platform/db/database';
import { noteEvent } from './audit-store';
import type { Who } from './principal';
import { markRefusalRecorded } from './refusals';
import type { AuditEntry } from './schema';

type Told = Pick<AuditEntry, 'action' | 'subjectType' | 'subjectId' | 'subjectName'> & {
  organizationId?: string | null;
  details?: AuditEntry['details'];
};

/** Records a change in the transaction that makes it, which writes it down last of all; it may be called anywhere. */
export async function recordChange(db: Db, who: Who, told: Told, now: Date): Promise<void> {
  noteEvent(db, entry(who, told, 'success'), now);
}

/** Records a refusal, in a transaction of its own: what was refused left nothing else to write. */
export async function recordRefusal(who: Who, told: Told & { code: string }, now: Date): Promise<void> {
  const { code, details, ...rest } = told;
  const refusal = entry(who, { ...rest, details: { ...details, code } }, 'failure');
  await inTransaction(async (db) => noteEvent(db, refusal, now));
  markRefusalRecorded();
}

function entry(who: Who, told: Told, outcome: AuditEntry['outcome']): AuditEntry {
  return {
    organizationId: told.organizationId ?? who.organization?.id ?? null,
    actorId: who.userId,
    actorName: who.name,
    address: who.address,
    action: told.action,
    outcome,
    subjectType: told.subjectType,
    subjectId: told.subjectId,
    subjectName: told.subjectName,
    details: told.details ?? {},
  };
}
