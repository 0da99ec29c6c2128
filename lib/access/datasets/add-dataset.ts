import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { datasetNameTaken, datasetSubject } from './dataset-refusals';
import { hasDatasets, insertDataset } from './dataset-store';
import { type DatasetName, MAX_DATASETS } from './schema';

/** Adds a dataset in the caller's transaction, which the key to it is created in as well. */
export async function addDataset(
  db: Db,
  actor: Actor,
  { name, description }: { name: string; description: string },
  now: Date,
): Promise<Result<DatasetName[], 'DATASET_NAME_TAKEN' | 'DATASET_LIMIT'>> {
  if (await hasDatasets(db, actor.organization.id, MAX_DATASETS)) return refuse('DATASET_LIMIT');
  const id = await insertDataset(db, { organizationId: actor.organization.id, name, description }, now);
  if (id === null) return datasetNameTaken();
  const details = { name, description };
  await recordChange(db, actor, { action: 'dataset.create', ...datasetSubject(id, name), details }, now);
  return ok([{ id, name }]);
}
