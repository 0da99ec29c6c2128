import { defineTable } from '@/components/data-table/table-params';
import { ORGANIZATION_KINDS } from '@/lib/identity/actor/schema';
import { ORGANIZATION_SORTS } from '@/lib/organizations/organizations/schema';

export const organizationsTable = defineTable({
  sorts: ORGANIZATION_SORTS,
  defaultSort: 'name',
  filters: { kind: ORGANIZATION_KINDS },
});
