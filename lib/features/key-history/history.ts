import type { Actor } from '@/lib/identity/actor/schema';
import type { AuditAction, HistoryEvent } from '@/lib/platform/audit/schema';
import { database } from '@/lib/platform/db/database';
import { findKeyEvents } from './history-store';

const MOST = 50;

/** The latest events of one key, newest first. */
export async function listKeyHistory(actor: Actor, keyId: string): Promise<HistoryEvent[]> {
  const events = await findKeyEvents(database(), actor.organization.id, keyId, MOST);
  return events.map(({ details, at, action, ...event }) => ({
    ...event,
    action: action as AuditAction,
    at: at.toISOString(),
    changed: changedFields(details),
  }));
}

function changedFields(details: unknown): string[] {
  const after = details !== null && typeof details === 'object' && 'after' in details ? details.after : null;
  return after !== null && typeof after === 'object' ? Object.keys(after) : [];
}
