import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newActor } from '@/test/people';
import { recordRefusal } from './record';
import type { AuditEntry, Plain } from './schema';
import { verifyAudit } from './verify';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Every code unit, lone surrogates and NUL included.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('\0', '\ud800', 'a\udc00b', '\ufffe', '\u2028', '__proto__', 'x'.repeat(30_000)),
);
const anyDetails = fc
  .dictionary(anyText, fc.oneof(anyText, fc.jsonValue(), fc.double(), fc.bigInt().map(Number)), {
    maxKeys: 5,
  })
  .map((details) => details as { [name: string]: Plain });

test('whatever an event says, its MAC is of what the database stores', async () => {
  const actor = await newActor();
  const property = fc.asyncProperty(
    anyText,
    anyText,
    anyDetails,
    fc.constantFrom(actor.organization.id, actor.organization.id.toUpperCase()),
    async (subjectId, subjectName, details, organizationId) => {
      const event = {
        action: 'key.edit',
        subjectType: 'key',
        subjectId,
        subjectName,
        code: subjectName,
      } as const;
      await recordRefusal(
        actor,
        { ...event, organizationId, details: details as AuditEntry['details'] },
        new Date(),
      );
    },
  );
  await fc.assert(property, { numRuns: 150 });
  const verified = await verifyAudit(null);
  expect(verified.broken).toEqual([]);
  expect(await prisma(database()).auditEvent.count()).toBeGreaterThan(150);
});
