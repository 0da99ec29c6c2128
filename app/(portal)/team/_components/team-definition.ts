import { defineTable } from '@/components/data-table/table-params';
import { ROLES } from '@/lib/accounts/schema';
import { TEAM_SORTS } from '@/lib/team/schema';

/** What the table's address may say. */
export const teamTable = defineTable({ sorts: TEAM_SORTS, defaultSort: 'name', filters: { role: ROLES } });
