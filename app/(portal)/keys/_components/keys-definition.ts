import { defineTable } from '@/components/data-table/table-params';
import { ENVIRONMENTS, KEY_SORTS, KEY_STATES, KEY_TYPES } from '@/lib/keys/schema';

/** What the table's address may say. */
export const keysTable = defineTable({
  sorts: KEY_SORTS,
  defaultSort: 'name',
  filters: { status: KEY_STATES, environment: ENVIRONMENTS, type: KEY_TYPES, permission: [], dataset: [] },
});
