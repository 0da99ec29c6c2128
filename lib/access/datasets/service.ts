import type { Actor } from '@/lib/identity/actor/actor';
import { can } from '@/lib/identity/actor/rights';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { type Db, database, isTaken } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import {
  findKeyNames,
  hasDatasets,
  holdDatasets,
  insertDataset,
  listDatasetNames,
  listDatasetRows,
  lockDataset,
  removeDataset,
  updateDataset,
} from './dataset-store';
import {
  type DatasetName,
  type DatasetPage,
  type DatasetQuery,
  type EditDataset,
  MAX_DATASETS,
} from './schema';

/** The list's page. A page beyond the last is answered with the last. */
export async function listDatasets(actor: Actor, query: DatasetQuery): Promise<DatasetPage> {
  const { rows, total } = await listDatasetRows(database(), actor.organization.id, query);
  const lastPage = Math.max(1, Math.ceil(total / query.pageSize));
  if (query.page > lastPage) return listDatasets(actor, { ...query, page: lastPage });
  return {
    rows: rows.map(({ id, name, description, createdAt, _count }) => ({
      id,
      name,
      description,
      keys: _count.keys,
      createdAt: createdAt.toISOString(),
    })),
    total,
    page: query.page,
    pageSize: query.pageSize,
  };
}

/** All of them by name, to choose from. */
export const listDatasetChoices = (actor: Actor): Promise<DatasetName[]> =>
  listDatasetNames(database(), actor.organization.id);

/** The datasets that a key is to be associated with. They must be there, and the key's organization's own. */
export async function associable(
  db: Db,
  organizationId: string,
  ids: readonly string[],
): Promise<Result<DatasetName[], 'DATASET_NOT_FOUND'>> {
  const found = ids.length === 0 ? [] : await holdDatasets(db, organizationId, ids);
  if (found.length === new Set(ids).size) return ok(found);
  const words = 'One of these datasets is not there any more. Reload to see which there are.';
  return refuse('DATASET_NOT_FOUND', { fields: { datasets: [words] } });
}

/** For the audit log: a dataset can be named otherwise later, its id stays. */
export const inWords = (datasets: readonly DatasetName[]): string[] =>
  datasets.map(({ id, name }) => `${name} (${id})`).sort();

export type DatasetRefusal =
  | 'FORBIDDEN'
  | 'DATASET_LIMIT'
  | 'DATASET_NOT_FOUND'
  | 'DATASET_NAME_TAKEN'
  | 'DATASET_IN_USE';

export async function editDataset(
  actor: Actor,
  { id, name, description }: EditDataset,
): Promise<Result<null, DatasetRefusal>> {
  const now = currentTime();
  if (!can(actor, 'datasets:write')) return forbid(actor, 'dataset.edit', id, now);
  const where = { id, organizationId: actor.organization.id };
  try {
    return await transact(async (db) => {
      const dataset = await lockDataset(db, where.organizationId, id);
      if (!dataset) return refuse('DATASET_NOT_FOUND');
      await updateDataset(db, where, { name, description });
      const details = changes(dataset, { name, description });
      await recordChange(db, actor, { action: 'dataset.edit', ...datasetSubject(id, name), details }, now);
      return ok(null);
    });
  } catch (error) {
    if (isTaken(error, 'datasetName')) return datasetNameTaken();
    throw error;
  }
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

const MOST_NAMED = 5;

/** Refused while keys are associated with it: they are named, so that each can be looked at first. */
export async function deleteDataset(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<null, DatasetRefusal>> {
  const now = currentTime();
  if (!can(actor, 'datasets:write')) return forbid(actor, 'dataset.delete', id, now);
  const where = { id, organizationId: actor.organization.id };
  return transact(async (db) => {
    const dataset = await lockDataset(db, where.organizationId, id);
    if (!dataset) return refuse('DATASET_NOT_FOUND');
    const { name, description, _count } = dataset;
    if (_count.keys > 0) return inUse(await findKeyNames(db, id, MOST_NAMED), _count.keys);
    await removeDataset(db, where);
    const told = { action: 'dataset.delete', ...datasetSubject(id, name), details: { description } } as const;
    await recordChange(db, actor, told, now);
    return ok(null);
  });
}

function inUse(names: readonly string[], count: number) {
  const more = count - names.length;
  const list = names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return refuse('DATASET_IN_USE', { fields: { id: [`API keys are associated with it: ${list}.`] } });
}

const datasetNameTaken = () =>
  refuse('DATASET_NAME_TAKEN', { fields: { name: ['Another dataset has this name. Choose another.'] } });

const datasetSubject = (id: string | null, name: string) =>
  ({ subjectType: 'dataset', subjectId: id, subjectName: name }) as const;

/** A right that the role doesn't have: refused, and on record. */
export async function forbid(
  actor: Actor,
  action: `dataset.${'create' | 'edit' | 'delete'}`,
  id: string | null,
  now: Date,
) {
  await recordRefusal(actor, { action, ...datasetSubject(id, id ?? ''), code: 'FORBIDDEN' }, now);
  return refuse('FORBIDDEN');
}

type Named = { name: string; description: string };

/** Old and new values of what changed, for the audit log. */
function changes(before: Named, after: Named) {
  const changed = (['name', 'description'] as const).filter((field) => before[field] !== after[field]);
  const pick = (values: Named) => Object.fromEntries(changed.map((field) => [field, values[field]]));
  return { before: pick(before), after: pick(after) };
}
