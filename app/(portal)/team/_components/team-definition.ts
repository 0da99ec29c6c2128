import { defineTable } from '@/components/data-table/table-params';
import { ROLES } from '@/lib/identity/actor/schema';
import { TEAM_SORTS } from '@/lib/organizations/memberships/schema';

/** What the table's address may say. */
export const teamTable = defineTable({ sorts: TEAM_SORTS, defaultSort: 'name', filters: { role: ROLES } });
