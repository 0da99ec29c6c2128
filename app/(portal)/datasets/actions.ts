'use server';

import { createDataset } from '@/lib/access/dataset-with-key/create-dataset';
import { createDatasetSchema } from '@/lib/access/dataset-with-key/schema';
import { deleteDataset } from '@/lib/access/datasets/delete-dataset';
import { editDataset } from '@/lib/access/datasets/edit-dataset';
import { datasetIdSchema, editDatasetSchema } from '@/lib/access/datasets/schema';
import { action } from '@/lib/transport/server-action';

export const create = action('dataset.create', createDatasetSchema, (input, actor) =>
  createDataset(actor, input),
);
export const edit = action('dataset.edit', editDatasetSchema, (input, actor) => editDataset(actor, input));
export const remove = action('dataset.delete', datasetIdSchema, (input, actor) =>
  deleteDataset(actor, input),
);
