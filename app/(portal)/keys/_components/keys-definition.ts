import { defineTable, type TableQuery } from '@/components/data-table/table-params';
import { ENVIRONMENTS, KEY_TYPES } from '@/lib/access/credentials/schema';
import { KEY_SORTS, type KeyQuery, keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { KEY_STATES } from '@/lib/access/key-records/schema';

/** What the table's address may say. */
export const keysTable = defineTable({
  sorts: KEY_SORTS,
  // People look for what was just created.
  defaultSort: '-created',
  filters: { status: KEY_STATES, environment: ENVIRONMENTS, type: KEY_TYPES, permission: [], dataset: [] },
});

export const toKeyQuery = (asked: TableQuery<string, string>): KeyQuery =>
  keyQuerySchema.parse({
    q: asked.search,
    ...asked.filters,
    sort: asked.sort.replace('-', ''),
    descending: asked.sort.startsWith('-'),
    page: asked.page,
    pageSize: asked.pageSize,
  });
