import { isTaken } from '@/lib/platform/db/database';
import { refuse } from '@/lib/platform/result';

export type OrganizationRefusal =
  | 'NOT_OPERATOR'
  | 'NAME_TAKEN'
  | 'NO_SUCH_ORGANIZATION'
  | 'ORGANIZATION_CHANGED';

export function nameTaken(error: unknown) {
  if (!isTaken(error, 'organizationName')) throw error;
  return refuse('NAME_TAKEN', { fields: { name: ['Another organization has this name. Choose another.'] } });
}

export const organizationSubject = (id: string | null, name: string) =>
  ({ subjectType: 'organization', subjectId: id, subjectName: name }) as const;
