import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { differences, recordChange } from '@/lib/platform/audit/record';
import { isTaken } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  type DatasetRefusal,
  datasetNameTaken,
  datasetSubject,
  refuseDatasetChange,
} from './dataset-refusals';
import { lockDataset, updateDataset } from './dataset-store';
import type { EditDataset } from './schema';

export async function editDataset(
  actor: Actor,
  { id, name, description }: EditDataset,
): Promise<Result<null, DatasetRefusal>> {
  const now = currentTime();
  if (!can(actor, 'datasets:write')) return refuseDatasetChange(actor, 'dataset.edit', id, now);
  const where = { id, organizationId: actor.organization.id };
  try {
    return await transact(async (db) => {
      const dataset = await lockDataset(db, where.organizationId, id);
      if (!dataset) return refuse('DATASET_NOT_FOUND');
      await updateDataset(db, where, { name, description });
      const details = differences(pickNamed(dataset), { name, description });
      await recordChange(db, actor, { action: 'dataset.edit', ...datasetSubject(id, name), details }, now);
      return ok(null);
    });
  } catch (error) {
    if (isTaken(error, 'datasetName')) return datasetNameTaken();
    throw error;
  }
}

const pickNamed = ({ name, description }: { name: string; description: string }) => ({ name, description });
