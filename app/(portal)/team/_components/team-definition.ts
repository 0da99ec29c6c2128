import { defineTable } from '@/components/data-table/table-params';
import { TEAM_SORTS } from '@/lib/organizations/memberships/schema';
import { ROLES } from '@/lib/organizations/setup/schema';

/** What the table's address may say. */
export const teamTable = defineTable({ sorts: TEAM_SORTS, defaultSort: 'name', filters: { role: ROLES } });
