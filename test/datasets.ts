import { randomUUID } from 'node:crypto';
import { createDataset } from '@/lib/access/dataset-with-key/create-dataset';
import type { CreateDataset } from '@/lib/access/dataset-with-key/schema';
import { listDatasetChoices } from '@/lib/access/datasets/list-datasets';
import type { Reveal } from '@/lib/access/keys/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { NO_TIME } from './keys';

/** What the form sends when only a name was typed and Generator was ticked. */
export const datasetForm = (more: Partial<CreateDataset> = {}): CreateDataset => ({
  name: `Dataset ${randomUUID()}`,
  description: '',
  permissions: ['generator'],
  environment: 'production',
  expiration: NO_TIME,
  ipRanges: '',
  everyone: false,
  idempotencyKey: randomUUID(),
  ...more,
});

/** A dataset's id, with the credentials of its key. */
export async function newDataset(
  actor: Actor,
  more: Partial<CreateDataset> = {},
): Promise<{ id: string; name: string; key: Reveal }> {
  const form = datasetForm(more);
  const created = await createDataset(actor, form);
  if (!created.ok || created.value.kind !== 'created') throw new Error(JSON.stringify(created));
  const made = (await listDatasetChoices(actor)).find(({ name }) => name === form.name);
  if (!made) throw new Error('The dataset is not listed');
  return { ...made, key: created.value.reveal };
}
