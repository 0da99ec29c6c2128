import { z } from 'zod';
import { ENVIRONMENTS, KEY_TYPES } from '@/lib/access/credentials/schema';
import { permissionName } from '@/lib/platform/text/permission-name-schema';
import { id, text } from '@/lib/platform/text/schema';
import { KEY_STATES } from './schema';

export const KEY_SORTS = ['name', 'created', 'lastUsed', 'expires', 'status'] as const;

export type KeySort = (typeof KEY_SORTS)[number];

/** A search with fewer characters finds only names and identifiers that begin with it: a trigram index needs three. */
const MIN_SEARCH_WITHIN = 3;

export const searchesBeginnings = (q: string): boolean => [...q.trim()].length < MIN_SEARCH_WITHIN;

/** The table's query. It comes from the address bar: what isn't understood falls back to the default. */
export const keyQuerySchema = z.object({
  q: text(200).catch(''),
  status: z.array(z.enum(KEY_STATES)).catch([]),
  environment: z.array(z.enum(ENVIRONMENTS)).catch([]),
  type: z.array(z.enum(KEY_TYPES)).catch([]),
  permission: z.array(permissionName).catch([]),
  dataset: z.array(id()).catch([]),
  sort: z.enum(KEY_SORTS).catch('name'),
  descending: z.boolean().catch(false),
  page: z.int().min(1).max(1_000_000).catch(1),
  pageSize: z.int().min(1).max(100).catch(25),
});

export type KeyQuery = z.infer<typeof keyQuerySchema>;
