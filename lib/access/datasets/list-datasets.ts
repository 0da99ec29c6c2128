import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { readPage } from '@/lib/platform/paging';
import { listDatasetNames, listDatasetRows } from './dataset-store';
import type { DatasetName, DatasetPage, DatasetQuery } from './schema';

export const listDatasets = (actor: Actor, query: DatasetQuery): Promise<DatasetPage> =>
  readPage(query, (asked) => findPage(actor, asked));

async function findPage(actor: Actor, query: DatasetQuery): Promise<DatasetPage> {
  const { rows, total } = await listDatasetRows(database(), actor.organization.id, query);
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
