import { defineTable } from '@/components/data-table/table-params';

/** At most 20 endpoints, in the order in which they were added. */
export const endpointsTable = defineTable({ sorts: ['added'], defaultSort: 'added', filters: {} });
