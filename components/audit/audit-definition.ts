import { defineTable, type TableQuery } from '@/components/data-table/table-params';
import { AUDIT_OUTCOMES, type AuditQuery, auditQuerySchema } from '@/lib/platform/audit/schema';
import { ACTIONS, AREAS } from './audit-words';

/** What the table's address may say. */
export const auditTable = defineTable({
  sorts: ['time'],
  defaultSort: '-time',
  filters: { area: AREAS, action: ACTIONS, outcome: AUDIT_OUTCOMES, time: [] },
});

export const toAuditQuery = (asked: TableQuery<string, string>): AuditQuery =>
  auditQuerySchema.parse({
    q: asked.search,
    ...asked.filters,
    time: asked.filters.time?.[0] ?? '',
    ascending: asked.sort === 'time',
    page: asked.page,
    pageSize: asked.pageSize,
  });
