import { makeStorable } from '@/lib/platform/text/schema';
import type { AuditEntry, Plain } from './schema';

const MAX_TEXT = 20_000;
/** It is indexed, and index entries must stay below 2,700 bytes. */
const MAX_ID = 500;

/**
 * The entry exactly as PostgreSQL returns it. The MAC must cover that: a MAC over a lone surrogate, which the database
 * stores as U+FFFD, or over a UUID in capitals, would make the log look broken for good. Schemas refuse such text
 * earlier; this is for the one that somebody forgets.
 */
export function storableEntry(entry: AuditEntry): AuditEntry {
  const text = (value: string) => makeStorable(value, MAX_TEXT);
  return {
    ...entry,
    organizationId: entry.organizationId?.toLowerCase() ?? null,
    actorId: entry.actorId?.toLowerCase() ?? null,
    actorName: text(entry.actorName),
    address: text(entry.address),
    subjectId: entry.subjectId === null ? null : makeStorable(entry.subjectId, MAX_ID),
    subjectName: text(entry.subjectName),
    details: storableValue(entry.details) as AuditEntry['details'],
  };
}

/** JSON has no undefined, NaN or infinity, and Prisma drops a member called `__proto__`. */
function storableValue(value: Plain): Plain {
  if (typeof value === 'string') return makeStorable(value, MAX_TEXT);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === undefined || name === '__proto__'
        ? []
        : [[makeStorable(name, MAX_TEXT), storableValue(inner)]],
    ),
  );
}
