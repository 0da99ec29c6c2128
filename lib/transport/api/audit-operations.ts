import { z } from 'zod';
import { listEventsBefore } from '@/lib/features/audit-log/list-events';
import {
  AUDIT_OUTCOMES,
  type AuditEventView,
  type AuditQuery,
  auditQuerySchema,
} from '@/lib/platform/audit/schema';
import { answered } from '@/lib/platform/openapi/answered';
import { ok } from '@/lib/platform/result';
import { text } from '@/lib/platform/text/schema';
import { instant } from './key-schema';
import { defineOperation } from './operation';
import { answerPage, aPageOf, pageQuery } from './page';
import { nothing } from './read-request';

/** The screen's filters. */
export const auditFilters = {
  q: text(200)
    .optional()
    .meta({ description: 'Text in the name of the actor or of the subject, or an address.' }),
  area: z.array(text(100)).max(200).optional().meta({ description: 'The part of an action before the dot.' }),
  action: z.array(text(100)).max(200).optional(),
  outcome: z.array(z.enum(AUDIT_OUTCOMES)).optional(),
  from: instant.optional(),
  to: instant.optional().meta({ description: 'Events before this time.' }),
};

type Filters = z.output<z.ZodObject<typeof auditFilters>>;

export const toAuditQuery = ({ from = '', to = '', ...filters }: Filters): AuditQuery => {
  const utc = (at: string) => (at === '' ? '' : new Date(at).toISOString());
  return auditQuerySchema.parse({ ...filters, time: from || to ? `${utc(from)}/${utc(to)}` : '' });
};

const plain = answered.value().meta({ description: 'A value, a list of values, or an object of values.' });

const eventSchema = z
  .strictObject({
    position: z.int().meta({ description: 'Its position in the chain; later events have higher ones.' }),
    at: answered.instant(),
    actor: answered.text().meta({ description: 'The name of who did it.' }),
    address: answered.text(),
    action: answered.text(),
    outcome: z.enum(AUDIT_OUTCOMES),
    code: answered.text().nullable().meta({ description: 'Why it was refused.' }),
    subject: z.strictObject({ type: answered.text(), id: answered.text().nullable(), name: answered.text() }),
    changes: z.array(
      z.strictObject({ field: answered.text(), before: plain.optional(), after: plain.optional() }),
    ),
  })
  .meta({ id: 'AuditEvent' });

export const toApiEvent = (event: AuditEventView): z.output<typeof eventSchema> => ({
  position: event.position,
  at: event.at,
  actor: event.actorName,
  address: event.address,
  action: event.action,
  outcome: event.outcome,
  code: event.code,
  subject: { type: event.subjectType, id: event.subjectId, name: event.subjectName },
  changes: event.changes,
});

const place = z.strictObject({ position: z.int() });

export const listAuditEvents = defineOperation({
  for: 'members',
  id: 'listAuditEvents',
  method: 'GET',
  path: '/audit-events',
  tag: 'Audit log',
  summary: 'List audit events',
  description: 'Newest first.',
  right: 'audit:read',
  action: null,
  query: z.strictObject({ ...pageQuery, ...auditFilters }),
  body: nothing,
  answers: { 200: aPageOf('events', eventSchema) },
  refusals: ['BAD_CURSOR'],
  run: (actor, { query: { limit, cursor, ...query } }) =>
    answerPage(actor, { query, cursor, place }, async (after) => {
      const part = { before: after?.position ?? null, limit };
      const found = await listEventsBefore(actor, toAuditQuery(query), part);
      if (!found.ok) return found;
      const { events, next } = found.value;
      return ok({ data: events.map(toApiEvent), next: next === null ? null : { position: next } });
    }),
});
