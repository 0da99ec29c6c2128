import { defineTable } from '@/components/data-table/table-params';
import { ORGANIZATION_SORTS } from '@/lib/organizations/organizations/schema';
import { ORGANIZATION_KINDS } from '@/lib/organizations/setup/schema';

export const organizationsTable = defineTable({
  sorts: ORGANIZATION_SORTS,
  defaultSort: 'name',
  filters: { kind: ORGANIZATION_KINDS },
});
