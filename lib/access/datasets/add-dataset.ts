import type { Submission } from '@/lib/access/submissions/submission';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  type DatasetRefusal,
  datasetNameTaken,
  datasetSubject,
  refuseDatasetChange,
} from './dataset-refusals';
import { hasDatasets, insertDataset } from './dataset-store';
import { type DatasetName, MAX_DATASETS } from './schema';

/**
 * Creates a dataset without a key. A repeated request gets the dataset that the first one created, or null if it was
 * deleted since.
 */
export async function createDatasetOnce<Code extends string>(
  actor: Actor,
  given: { name: string; description: string },
  submission: Submission<Code>,
): Promise<Result<{ kind: 'created' | 'duplicate-submission'; id: string | null }, DatasetRefusal | Code>> {
  const now = currentTime();
  if (!can(actor, 'datasets:write')) return refuseDatasetChange(actor, 'dataset.create', null, now);
  return transact<{ kind: 'created' | 'duplicate-submission'; id: string | null }, DatasetRefusal | Code>(
    async (db) => {
      const before = await submission.claim(db, now);
      if (before && 'code' in before) return before;
      if (before) return ok({ kind: 'duplicate-submission', id: before.subjectId });
      const added = await addDataset(db, actor, given, now);
      if (!added.ok) return added;
      const [{ id } = { id: '' }] = added.value;
      await submission.complete(db, id, now);
      return ok({ kind: 'created', id });
    },
  );
}

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
