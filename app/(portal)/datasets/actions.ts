'use server';

import { action } from '@/lib/action';
import { createDataset } from '@/lib/datasets/create';
import { createDatasetSchema, datasetIdSchema, editDatasetSchema } from '@/lib/datasets/schema';
import { deleteDataset, editDataset } from '@/lib/datasets/service';

export const create = action('dataset.create', createDatasetSchema, (input, actor) =>
  createDataset(actor, input),
);
export const edit = action('dataset.edit', editDatasetSchema, (input, actor) => editDataset(actor, input));
export const remove = action('dataset.delete', datasetIdSchema, (input, actor) =>
  deleteDataset(actor, input),
);
