import { defineTable } from '@/components/data-table/table-params';

/** What the list's address may say. The newest come first. */
export const deliveriesTable = defineTable({
  sorts: ['time'],
  defaultSort: '-time',
  filters: { status: ['delivered', 'waiting', 'failed'] },
});
