import { defineTable } from '@/components/data-table/table-params';
import { DATASET_SORTS } from '@/lib/access/datasets/schema';

/** What the list's address may say. */
export const datasetsTable = defineTable({ sorts: DATASET_SORTS, defaultSort: 'name', filters: {} });
