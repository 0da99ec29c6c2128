import { type Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';
import type { DatasetName, DatasetQuery } from './schema';

/**
 * Every function here is scoped to an organization: the id of another organization's dataset finds nothing (OWASP
 * API1:2023).
 */

const rowSelect = {
  id: true,
  name: true,
  description: true,
  createdAt: true,
  _count: { select: { keys: true } },
} satisfies Prisma.DatasetSelect;

/** Where a list ended. */
export type DatasetCursor = { nameFold: string; id: string };

export type DatasetRecord = Prisma.DatasetGetPayload<{ select: typeof rowSelect }>;

/** A page in order, with ties broken by id so that pages never overlap, and the total. */
export async function listDatasetRows(db: Db, organizationId: string, query: DatasetQuery) {
  // PostgreSQL's text can't hold NUL.
  const text = query.q.replace(/\0/g, '').trim();
  const id = /^[0-9a-f-]{36}$/i.test(text) ? text.toLowerCase() : null;
  const named = { nameFold: { contains: foldName(text) } };
  const where: Prisma.DatasetWhereInput = {
    organizationId,
    ...(text === '' ? {} : id === null ? named : { OR: [named, { id }] }),
  };
  const direction = query.descending ? 'desc' : 'asc';
  const [rows, total] = await Promise.all([
    prisma(db).dataset.findMany({
      where,
      select: rowSelect,
      orderBy: [query.sort === 'created' ? { createdAt: direction } : { nameFold: direction }, { id: 'asc' }],
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    }),
    prisma(db).dataset.count({ where }),
  ]);
  return { rows, total };
}

export const findDataset = (db: Db, organizationId: string, id: string): Promise<DatasetRecord | null> =>
  prisma(db).dataset.findFirst({ where: { id, organizationId }, select: rowSelect });

/** The first `limit` by name after a cursor. */
export function listDatasetsAfter(
  db: Db,
  organizationId: string,
  { after, limit }: { after: DatasetCursor | null; limit: number },
) {
  const beyond = after && {
    OR: [{ nameFold: { gt: after.nameFold } }, { nameFold: after.nameFold, id: { gt: after.id } }],
  };
  return prisma(db).dataset.findMany({
    where: { organizationId, ...beyond },
    select: { ...rowSelect, nameFold: true },
    orderBy: [{ nameFold: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}

/** By name. */
export function listDatasetNames(db: Db, organizationId: string): Promise<DatasetName[]> {
  return prisma(db).dataset.findMany({
    where: { organizationId },
    select: { id: true, name: true },
    orderBy: [{ nameFold: 'asc' }, { id: 'asc' }],
  });
}

/** Those of `ids` that exist. They can't be deleted until the transaction ends. */
export function lockDatasets(db: Db, organizationId: string, ids: readonly string[]): Promise<DatasetName[]> {
  return prisma(db).$queryRaw<DatasetName[]>`
    select id, name from dataset
    where organization_id = ${organizationId}::uuid and id = any(${[...ids]}::uuid[])
    order by name_fold, id for key share`;
}

/** Locked: nobody else changes it, or associates a key with it, until the transaction ends. */
export async function lockDataset(db: Db, organizationId: string, id: string): Promise<DatasetRecord | null> {
  await prisma(db).$queryRaw`
    select 1 from dataset where id = ${id}::uuid and organization_id = ${organizationId}::uuid for update`;
  return findDataset(db, organizationId, id);
}

/** The names of the first few keys that are associated with it. */
export async function findKeyNames(db: Db, datasetId: string, most: number): Promise<string[]> {
  const keys = await prisma(db).apiKey.findMany({
    where: { datasets: { some: { datasetId } } },
    select: { name: true },
    orderBy: [{ nameFold: 'asc' }, { id: 'asc' }],
    take: most,
  });
  return keys.map(({ name }) => name);
}

/** Whether the limit is reached. It counts no further than that. */
export async function hasDatasets(db: Db, organizationId: string, limit: number): Promise<boolean> {
  const found = await prisma(db).dataset.findMany({
    where: { organizationId },
    select: { id: true },
    orderBy: { nameFold: 'asc' },
    skip: limit - 1,
    take: 1,
  });
  return found.length > 0;
}

/** The id of the new one; null if the name is taken, which doesn't abort the transaction here. */
export async function insertDataset(
  db: Db,
  dataset: { organizationId: string; name: string; description: string },
  now: Date,
): Promise<string | null> {
  const [made] = await prisma(db).dataset.createManyAndReturn({
    data: [{ ...dataset, nameFold: foldName(dataset.name), createdAt: now }],
    select: { id: true },
    skipDuplicates: true,
  });
  return made?.id ?? null;
}

/** Throws a unique violation if the name is taken. */
export async function updateDataset(
  db: Db,
  where: { id: string; organizationId: string },
  { name, description }: { name: string; description: string },
): Promise<void> {
  await prisma(db).dataset.updateMany({ where, data: { name, nameFold: foldName(name), description } });
}

export async function removeDataset(db: Db, where: { id: string; organizationId: string }): Promise<void> {
  await prisma(db).dataset.deleteMany({ where });
}
