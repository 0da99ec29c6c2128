import { defineTable } from '@/components/data-table/table-params';
import { DELIVERY_STATUSES } from '@/lib/features/webhooks/schema';

/** What the list's address may say. The newest come first. */
export const deliveriesTable = defineTable({
  sorts: ['time'],
  defaultSort: '-time',
  filters: { status: DELIVERY_STATUSES },
});
