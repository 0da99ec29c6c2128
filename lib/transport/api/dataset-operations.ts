import { z } from 'zod';
import { createDatasetOnce } from '@/lib/access/datasets/add-dataset';
import { deleteDataset } from '@/lib/access/datasets/delete-dataset';
import { editDataset } from '@/lib/access/datasets/edit-dataset';
import { getDataset, listNextDatasets } from '@/lib/access/datasets/list-datasets';
import { named } from '@/lib/access/datasets/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { ok, refuse } from '@/lib/platform/result';
import { json } from './answer';
import { answerCreated, REPEAT_REFUSALS, submissionOf } from './idempotent-create';
import { defineOperation, type Operation } from './operation';
import { answerPage, aPageOf, pageQuery } from './page';
import { nothing } from './read-request';

const datasetSchema = z
  .strictObject({
    id: answered.id(),
    name: answered.text(),
    description: answered.text(),
    keys: z.int().meta({ description: 'How many keys are associated with it.' }),
    createdAt: answered.instant(),
  })
  .meta({ id: 'Dataset' });

const createBody = z
  .strictObject({ name: named.name, description: named.description.default('') })
  .meta({ id: 'NewDataset' });

const editBody = z
  .strictObject({ name: named.name, description: named.description.nullable() })
  .partial()
  .meta({ id: 'DatasetChanges' });

const A_DATASET = { description: 'The dataset.', schema: datasetSchema } as const;

const datasetPlace = z.strictObject({ nameFold: answered.text(), id: answered.text() });

const listDatasets = defineOperation({
  for: 'members',
  id: 'listDatasets',
  method: 'GET',
  path: '/datasets',
  tag: 'Datasets',
  summary: 'List datasets',
  description: 'By name.',
  right: 'keys:read',
  action: null,
  query: z.strictObject(pageQuery),
  body: nothing,
  answers: { 200: aPageOf('datasets', datasetSchema) },
  refusals: ['BAD_CURSOR'],
  run: (actor, { query: { limit, cursor } }) =>
    answerPage(actor, { query: 'datasets', cursor, place: datasetPlace }, async (after) => {
      const { datasets, next } = await listNextDatasets(actor, { after, limit });
      return ok({ data: datasets, next });
    }),
});

const createDataset = defineOperation({
  for: 'members',
  id: 'createDataset',
  method: 'POST',
  path: '/datasets',
  tag: 'Datasets',
  summary: 'Create a dataset',
  description: 'Associate keys with it when you create or edit them.',
  right: 'datasets:write',
  action: 'dataset.create',
  query: nothing,
  body: createBody,
  example: { name: 'Nightly exports', description: 'What the warehouse reads.' },
  headers: ['Idempotency-Key'],
  answers: {
    201: { ...A_DATASET, headers: ['Location'] },
    200: {
      description: 'The dataset that the first request with this `Idempotency-Key` created.',
      schema: datasetSchema,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  refusals: [...REPEAT_REFUSALS, 'DATASET_NAME_TAKEN', 'DATASET_LIMIT'],
  async run(actor, input) {
    const submission = submissionOf(actor, 'dataset.create', input);
    const created = await createDatasetOnce(actor, input.body, submission);
    if (!created.ok) return created;
    const { kind, id } = created.value;
    const dataset = id === null ? null : await getDataset(actor, id);
    if (!dataset) return refuse('CREATED_BUT_DELETED');
    const headers = { Location: `/api/v1/datasets/${dataset.id}` };
    return ok(answerCreated(dataset, { isNew: kind === 'created', headers }));
  },
});

const changeDataset = defineOperation({
  for: 'members',
  id: 'editDataset',
  method: 'PATCH',
  path: '/datasets/{id}',
  tag: 'Datasets',
  summary: 'Edit a dataset',
  description: 'Members that are absent stay unchanged.',
  right: 'datasets:write',
  action: 'dataset.edit',
  query: nothing,
  body: editBody,
  example: { description: 'What the warehouse reads at night.' },
  answers: { 200: A_DATASET },
  refusals: ['DATASET_NOT_FOUND', 'DATASET_NAME_TAKEN'],
  async run(actor, { id, body }) {
    const before = await getDataset(actor, id);
    if (!before) return refuse('DATASET_NOT_FOUND');
    const description = body.description === undefined ? before.description : (body.description ?? '');
    const edited = await editDataset(actor, { id, name: body.name ?? before.name, description });
    if (!edited.ok) return edited;
    const dataset = await getDataset(actor, id);
    return dataset ? ok(json(200, dataset)) : refuse('DATASET_NOT_FOUND');
  },
});

const removeDataset = defineOperation({
  for: 'members',
  id: 'deleteDataset',
  method: 'DELETE',
  path: '/datasets/{id}',
  tag: 'Datasets',
  summary: 'Delete a dataset',
  description: 'Refused while keys are associated with it.',
  right: 'datasets:write',
  action: 'dataset.delete',
  query: nothing,
  body: nothing,
  answers: { 204: { description: 'Deleted.' } },
  refusals: ['DATASET_NOT_FOUND', 'DATASET_IN_USE'],
  async run(actor, { id }) {
    const deleted = await deleteDataset(actor, { id });
    return deleted.ok ? ok({ status: 204, empty: true }) : deleted;
  },
});

export const DATASET_OPERATIONS: readonly Operation[] = [
  listDatasets,
  createDataset,
  changeDataset,
  removeDataset,
];
