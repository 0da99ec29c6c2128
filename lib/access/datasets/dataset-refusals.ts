import { refuseForbidden } from '@/lib/identity/actor/refusals';
import type { Actor } from '@/lib/identity/actor/schema';
import { refuse } from '@/lib/platform/result';

export type DatasetRefusal =
  | 'FORBIDDEN'
  | 'DATASET_LIMIT'
  | 'DATASET_NOT_FOUND'
  | 'DATASET_NAME_TAKEN'
  | 'DATASET_IN_USE';

export const datasetNameTaken = () =>
  refuse('DATASET_NAME_TAKEN', { fields: { name: ['Another dataset has this name. Choose another.'] } });

export const datasetSubject = (id: string | null, name: string) =>
  ({ subjectType: 'dataset', subjectId: id, subjectName: name }) as const;

/** For an actor who may not change datasets. */
export const refuseDatasetChange = (
  actor: Actor,
  action: `dataset.${'create' | 'edit' | 'delete'}`,
  id: string | null,
  now: Date,
) => refuseForbidden(actor, { action, ...datasetSubject(id, id ?? '') }, now);
