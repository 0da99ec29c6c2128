import { z } from 'zod';
import { exportEvents } from '@/lib/features/audit-log/export-events';
import { exportKeys } from '@/lib/features/key-export/export-keys';
import type { Actor } from '@/lib/identity/actor/schema';
import type { Export } from '@/lib/platform/export/schema';
import { ok, type Result } from '@/lib/platform/result';
import { auditFilters, toApiEvent, toAuditQuery } from './audit-operations';
import { toKeyQuery } from './key-operations';
import { keyFilters, keyOrder, toApiKey } from './key-schema';
import { defineOperation, type Operation } from './operation';
import type { ApiCode } from './problems';
import { nothing } from './read-request';

const CSV = 'text/csv; charset=utf-8; header=present';
const JSON_LINES = 'application/jsonl; charset=utf-8';

/** A file of everything that the filters find. Each is recorded in the audit log, except for HEAD. */
const exportOf = <Query extends z.ZodType>(
  file: { name: 'keys' | 'audit-events'; isCsv: boolean; of: string },
  query: Query,
  run: (actor: Actor, query: z.output<Query>) => Promise<Result<Export, ApiCode>>,
): Operation => {
  const { name, isCsv, of } = file;
  const type = isCsv ? CSV : JSON_LINES;
  return defineOperation({
    for: 'members',
    id: `export${name === 'keys' ? 'Keys' : 'AuditEvents'}As${isCsv ? 'Csv' : 'JsonLines'}`,
    method: 'GET',
    path: `/exports/${name}.${isCsv ? 'csv' : 'jsonl'}`,
    tag: 'Exports',
    summary: `Export ${of} as ${isCsv ? 'CSV' : 'JSON lines'}`,
    description: isCsv
      ? 'The file that the portal exports. Text that a spreadsheet would run as a formula begins with an apostrophe.'
      : 'One JSON object per line, as in the list.',
    right: name === 'keys' ? 'keys:read' : 'audit:read',
    action: name === 'keys' ? 'key.export' : 'audit.export',
    query,
    body: nothing,
    isExport: true,
    answers: { 200: { description: 'The file, streamed.', type } },
    refusals: [],
    async run(actor, input) {
      const exported = await run(actor, input.query);
      return exported.ok ? ok({ status: 200, file: exported.value, type }) : exported;
    },
  });
};

const keysQuery = z.strictObject({ ...keyFilters, ...keyOrder });
const auditQuery = z.strictObject(auditFilters);

export const EXPORT_OPERATIONS: readonly Operation[] = [
  exportOf({ name: 'keys', isCsv: true, of: 'keys' }, keysQuery, (actor, query) =>
    exportKeys(actor, { query: toKeyQuery(query) }),
  ),
  exportOf({ name: 'keys', isCsv: false, of: 'keys' }, keysQuery, (actor, query) =>
    exportKeys(actor, { query: toKeyQuery(query) }, toApiKey),
  ),
  exportOf({ name: 'audit-events', isCsv: true, of: 'the audit log' }, auditQuery, (actor, query) =>
    exportEvents(actor, toAuditQuery(query)),
  ),
  exportOf({ name: 'audit-events', isCsv: false, of: 'the audit log' }, auditQuery, (actor, query) =>
    exportEvents(actor, toAuditQuery(query), toApiEvent),
  ),
];
