import { addDataset } from '@/lib/access/datasets/add-dataset';
import { type DatasetRefusal, refuseDatasetChange } from '@/lib/access/datasets/dataset-refusals';
import { type CreateRefusal, createKeyFor } from '@/lib/access/keys/create-key';
import { type Created, NEW_KEY } from '@/lib/access/keys/schema';
import { formSubmission } from '@/lib/access/submissions/submission';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import type { Result } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import type { CreateDataset } from './schema';

/** A dataset and the secret key to it, which has the same name: both or neither. */
export async function createDataset(
  actor: Actor,
  given: CreateDataset,
): Promise<Result<Created, DatasetRefusal | CreateRefusal>> {
  if (!can(actor, 'datasets:write')) return refuseDatasetChange(actor, 'dataset.create', null, currentTime());
  const { idempotencyKey, ...values } = given;
  const submission = formSubmission(actor.userId, idempotencyKey);
  const created = await createKeyFor<'DATASET_NAME_TAKEN' | 'DATASET_LIMIT'>(
    actor,
    { ...NEW_KEY, ...values },
    submission,
    (db, now) => addDataset(db, actor, values, now),
  );
  return !created.ok && created.code === 'NAME_TAKEN' ? { ...created, ...KEY_NAME_TAKEN } : created;
}

const KEY_NAME_TAKEN = {
  fields: {
    name: ['An API key of this environment has this name, which the key would bear. Choose another.'],
  },
};
