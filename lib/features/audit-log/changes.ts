import type { AuditChange, Plain } from '@/lib/platform/audit/schema';

type Values = { [name: string]: Plain };

/** For a change that records only one old value: which field it was, and its new value. */
const SINGLE: Record<string, { field: string; after?: string }> = {
  'key.roll': { field: 'key' },
  'key.self-rotation': { field: 'selfRollGrace' },
  'key.disable': { field: 'status', after: 'disabled' },
  'key.enable': { field: 'status', after: 'active' },
  'key.revoke': { field: 'status', after: 'revoked' },
};

/** An event's details as fields with their old and new values. The code of a refusal is separate. */
export function changesOf(action: string, details: unknown): AuditChange[] {
  if (!isValues(details)) return [];
  const { code: _code, before, after, ...rest } = details;
  return [...oldAndNew(action, before, after), ...Object.entries(rest).map(toChange)];
}

export const codeOf = (details: unknown): string | null =>
  isValues(details) && typeof details.code === 'string' ? details.code : null;

function oldAndNew(action: string, before: Plain | undefined, after: Plain | undefined): AuditChange[] {
  if (before === undefined && after === undefined) return [];
  if (isValues(before) || isValues(after)) {
    const [old, fresh] = [isValues(before) ? before : {}, isValues(after) ? after : {}];
    const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
    return fields.map((field) => pair(field, old[field], fresh[field]));
  }
  const single = SINGLE[action];
  return [pair(single?.field ?? 'value', before, after ?? single?.after)];
}

function toChange([field, value]: [string, Plain]): AuditChange {
  const isPair = isValues(value) && Object.keys(value).every((name) => name === 'before' || name === 'after');
  return isPair ? pair(field, value.before, value.after) : { field, after: value };
}

const pair = (field: string, before: Plain | undefined, after: Plain | undefined): AuditChange => ({
  field,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

const isValues = (value: unknown): value is Values =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
