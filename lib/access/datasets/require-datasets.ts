import type { Db } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { lockDatasets } from './dataset-store';
import type { DatasetName } from './schema';

/** The datasets to associate a key with. They must exist in the key's organization. */
export async function requireDatasets(
  db: Db,
  organizationId: string,
  ids: readonly string[],
): Promise<Result<DatasetName[], 'DATASET_NOT_FOUND'>> {
  const found = ids.length === 0 ? [] : await lockDatasets(db, organizationId, ids);
  if (found.length === new Set(ids).size) return ok(found);
  const words = 'One of these datasets is not there any more. Reload to see which there are.';
  return refuse('DATASET_NOT_FOUND', { fields: { datasets: [words] } });
}

/** For the audit log: a dataset can be renamed later, its id stays the same. */
export const datasetLabels = (datasets: readonly DatasetName[]): string[] =>
  datasets.map(({ id, name }) => `${name} (${id})`).sort();
