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
  sentence,
  order,
  publicFit,
  recommendedFor,
  endpoints,
}: AddPermission): Values => ({
  label,
  sentence,
  position: Number(order),
  publicFit,
  recommendedFor: [...new Set(recommendedFor)],
  endpoints,
});

/** In one order, so that equal values are equal as text. */
export function auditValues(values: Values | PermissionRecord) {
  const { label, sentence, position, publicFit, recommendedFor, endpoints } = values;
  return {
    label,
    sentence,
    order: position,
    publicFit,
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
