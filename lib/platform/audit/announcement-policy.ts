import type { AuditAction, AuditEntry, KeyEventType, Plain } from './schema';

const TYPES: Partial<Record<AuditAction, KeyEventType>> = {
  'key.create': 'key.created',
  'key.edit': 'key.edited',
  'key.roll': 'key.rolled',
  'key.disable': 'key.disabled',
  'key.enable': 'key.enabled',
  'key.revoke': 'key.revoked',
  'key.delete': 'key.deleted',
};

export type Announced = { type: KeyEventType; keyId: string; more: { [name: string]: Plain } };

/** What an audit event means to whoever listens to changes of keys; null if it is nothing to them. */
export function announcedBy({ action, outcome, subjectId, details }: AuditEntry): Announced | null {
  const type = TYPES[action];
  if (!type || outcome !== 'success' || subjectId === null) return null;
  return { type, keyId: subjectId, more: moreOf(type, details) };
}

/** What a receiver can't read off the key as it is now. */
function moreOf(type: KeyEventType, details: AuditEntry['details']): { [name: string]: Plain } {
  if (type === 'key.rolled') {
    return { oldKey: details.before ?? null, oldEndsAt: details.oldEndsAt ?? null };
  }
  if (type === 'key.edited') return { changed: Object.keys(details.after ?? {}) };
  return {};
}
