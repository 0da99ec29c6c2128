import { createHash } from 'node:crypto';
import type { AddPermission } from './catalogue-schema';
import type { PermissionRecord, Values } from './catalogue-store';

export type CatalogueRefusal =
  | 'NOT_OPERATOR'
  | 'NAME_TAKEN'
  | 'NO_SUCH_PERMISSION'
  | 'PERMISSION_CHANGED'
  | 'PERMISSION_HELD';

export const toValues = ({
  label,
  description,
  order,
  allowedForPublicKeys,
  recommendedFor,
  endpoints,
}: AddPermission): Values => ({
  label,
  description,
  position: Number(order),
  allowedForPublicKeys,
  recommendedFor: [...new Set(recommendedFor)],
  endpoints,
});

/**
 * In one order, so that equal values are equal as text. The audit log goes on naming two of them as in its older events.
 */
export function auditValues(values: Values | PermissionRecord) {
  const { label, description, position, allowedForPublicKeys, recommendedFor, endpoints } = values;
  return {
    label,
    sentence: description,
    order: position,
    publicFit: allowedForPublicKeys,
    recommendedFor: [...recommendedFor].sort(),
    endpoints: endpoints
      .map(({ method, pattern, keyAlone }) => `${method} ${pattern}${keyAlone ? ' (key alone)' : ''}`)
      .sort(),
  };
}

export const revisionOf = (record: PermissionRecord): string =>
  createHash('sha256')
    .update(JSON.stringify(auditValues(record)))
    .digest('hex');

export const permissionSubject = ({ name, label }: { name: string; label: string }) =>
  ({ subjectType: 'permission', subjectId: name, subjectName: label }) as const;
