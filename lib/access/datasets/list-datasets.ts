import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { readPage } from '@/lib/platform/paging';
import {
  type DatasetCursor,
  type DatasetRecord,
  findDataset,
  listDatasetNames,
  listDatasetRows,
  listDatasetsAfter,
} from './dataset-store';
import type { DatasetName, DatasetPage, DatasetQuery, DatasetRow } from './schema';

export const listDatasets = (actor: Actor, query: DatasetQuery): Promise<DatasetPage> =>
  readPage(query, (asked) => findPage(actor, asked));

async function findPage(actor: Actor, query: DatasetQuery): Promise<DatasetPage> {
  const { rows, total } = await listDatasetRows(database(), actor.organization.id, query);
  return {
    rows: rows.map(toRow),
    total,
    page: query.page,
    pageSize: query.pageSize,
  };
}

const toRow = ({ id, name, description, createdAt, _count }: DatasetRecord): DatasetRow => ({
  id,
  name,
  description,
  keys: _count.keys,
  createdAt: createdAt.toISOString(),
});

export async function getDataset(actor: Actor, id: string): Promise<DatasetRow | null> {
  const found = await findDataset(database(), actor.organization.id, id);
  return found && toRow(found);
}

/** The next datasets after a cursor. */
export async function listNextDatasets(
  actor: Actor,
  { after, limit }: { after: DatasetCursor | null; limit: number },
): Promise<{ datasets: DatasetRow[]; next: DatasetCursor | null }> {
  const found = await listDatasetsAfter(database(), actor.organization.id, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return { datasets: page.map(toRow), next: last ? { nameFold: last.nameFold, id: last.id } : null };
}

/** All of them by name, to choose from. */
export const listDatasetChoices = (actor: Actor): Promise<DatasetName[]> =>
  listDatasetNames(database(), actor.organization.id);
