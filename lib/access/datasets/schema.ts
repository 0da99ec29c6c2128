import { z } from 'zod';
import { descriptionSchema, nameSchema } from '@/lib/platform/text/name-schema';
import { id, text } from '@/lib/platform/text/schema';

/** The shapes of datasets that browser and server share. */

export const named = { name: nameSchema('a name'), description: descriptionSchema };

export const editDatasetSchema = z.strictObject({ ...named, id: id() });
export type EditDataset = z.infer<typeof editDatasetSchema>;

export const datasetIdSchema = z.strictObject({ id: id() });

export type DatasetName = { id: string; name: string };

export const DATASET_SORTS = ['name', 'created'] as const;

/** The list's query. It comes from the address bar: what isn't understood falls back to the default. */
export const datasetQuerySchema = z.object({
  q: text(200).catch(''),
  sort: z.enum(DATASET_SORTS).catch('name'),
  descending: z.boolean().catch(false),
  page: z.int().min(1).max(1_000_000).catch(1),
  pageSize: z.int().min(1).max(100).catch(25),
});
export type DatasetQuery = z.infer<typeof datasetQuerySchema>;

/** A row of the list. Instants are ISO 8601 in UTC. */
export type DatasetRow = DatasetName & {
  description: string;
  /** How many keys are associated with it, whatever their status. */
  keys: number;
  createdAt: string;
};

export type DatasetPage = { rows: DatasetRow[]; total: number; page: number; pageSize: number };

/** Per organization: screens offer all of them to choose from. */
export const MAX_DATASETS = 1_000;
