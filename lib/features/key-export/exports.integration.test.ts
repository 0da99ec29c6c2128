import { beforeAll, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import type { Reveal } from '@/lib/access/keys/schema';
import { exportEvents } from '@/lib/features/audit-log/export-events';
import { type Actor, ROLES } from '@/lib/identity/actor/schema';
import { auditQuerySchema } from '@/lib/platform/audit/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import type { Export } from '@/lib/platform/export/schema';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { type ExportKeys, exportKeys, exportKeysSchema } from './export-keys';

let actor: Actor;
let stranger: Actor;
let token: Reveal;
let foreign: Reveal;
beforeAll(async () => {
  [actor, stranger] = [await newActor({ organization: 'Ärger & Söhne =1' }), await newActor()];
  // What Keyport makes by itself is not what is looked for.
  await prisma(database()).apiKey.deleteMany({ where: { origin: { not: 'person' } } });
  token = await newKey(actor, { name: 'Token server', description: '=HYPERLINK("http://x")' });
  await newKey(actor, { name: '-2+3', permissions: ['generator', 'mapper'], ipRanges: '203.0.113.0/24' });
  const web = await newKey(actor, { name: 'Web', environment: 'integration' });
  await changeKeyStatus(actor, 'disable', { id: web.id });
  foreign = await newKey(stranger, { name: 'Foreign' });
});

async function lines(exported: { ok: true; value: Export } | { ok: false; code: string }) {
  if (!exported.ok) throw new Error(exported.code);
  let text = '';
  for await (const part of exported.value.text) text += part;
  return text.replace(/\r\n$/, '').split('\r\n');
}
const keys = (asked: unknown = { query: {} }) =>
  exportKeys(actor, exportKeysSchema.parse(asked) satisfies ExportKeys);
const latest = () => prisma(database()).auditEvent.findFirstOrThrow({ orderBy: { position: 'desc' } });

describe('keys', () => {
  test('all of them, with a head, no secret and no formula', async () => {
    const [head, ...rows] = await lines(await keys());
    expect(head).toMatch(/^\uFEFFName,Description,Key,Type,Environment,Status,Permissions,Datasets,Created,/);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/^'-2\+3,,kp_live_\w+,Secret,Production,Active,mapper; generator,,2\d{3}-/);
    expect(rows[0]).toContain('203.0.113.0/24');
    expect(rows[1]).toContain(`Token server,"'=HYPERLINK(""http://x"")",${token.key},`);
    expect(rows[2]).toContain(',Integration,Disabled,');
    expect(rows.join()).not.toContain(token.secret);
  });

  test('those of a filter, or those chosen, in the order of the table', async () => {
    expect(await lines(await keys({ query: { status: ['disabled'] } }))).toHaveLength(2);
    expect((await lines(await keys({ query: { sort: 'name', descending: true } })))[1]).toMatch(/^Web,/);
    const chosen = await keys({ query: {}, ids: [token.id, foreign.id] });
    expect(chosen).toMatchObject({ value: { total: 1 } });
    expect(await lines(chosen)).toHaveLength(2);
  });

  test('the file bears the organization and the date', async () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(await keys()).toMatchObject({
      value: { filename: `keyport-ärger-söhne-1-api-keys-${today}.csv`, total: 3 },
    });
  });

  test('it is in the audit log, with how many and which', async () => {
    await keys({ query: { status: ['disabled'], q: 'we' } });
    expect(await latest()).toMatchObject({
      action: 'key.export',
      outcome: 'success',
      actorId: actor.userId,
      details: { rows: 1, status: ['disabled'], search: 'we' },
    });
  });

  test.each([
    {},
    { query: 'all' },
    { query: {}, ids: [] },
    { query: {}, ids: ['x'] },
    { query: {}, more: 1 },
  ])('%j is not understood', (input) => {
    expect(exportKeysSchema.safeParse(input).success).toBe(false);
  });
});

describe('the audit log', () => {
  test('newest first, up to the export itself, in more than one batch', async () => {
    const many = await newActor();
    const { recordRefusal } = await import('@/lib/platform/audit/record');
    const event = { action: 'key.edit', subjectType: 'key', subjectId: null, code: 'X' } as const;
    for (let count = 1; count <= 1_005; count++) {
      await recordRefusal(many, { ...event, subjectName: `@${count}` }, new Date());
    }
    const exported = await exportEvents(many, auditQuerySchema.parse({}));
    expect(exported).toMatchObject({ value: { total: 1_008 } });
    const [head, ...rows] = await lines(exported);
    expect(head).toBe('\uFEFFNumber,Time,By,Address,Action,Outcome,On,Kind,ID,Details');
    expect(rows).toHaveLength(1_008);
    expect(new Set(rows).size).toBe(1_008);
    expect(rows[0]).toContain(`key.edit,failure,'@1005,key,,"{""code"":""X""}"`);
    // With the account came its keys, the organization's first.
    expect(rows.slice(-3).join()).toMatch(/account\.create.*key\.create.*Default API Key/);
    const filtered = await exportEvents(many, auditQuerySchema.parse({ q: '@100', ascending: true }));
    expect(await lines(filtered)).toHaveLength(1 + 7);
    expect(await latest()).toMatchObject({ action: 'audit.export', details: { rows: 7, search: '@100' } });
  });

  test.each(ROLES)('%s', async (role) => {
    const other = await newActor({ organization: actor.organization.name, role });
    const exported = await exportEvents(other, auditQuerySchema.parse({}));
    expect(exported.ok).toBe(role === 'admin');
    expect(await latest()).toMatchObject({
      action: 'audit.export',
      actorId: other.userId,
      outcome: role === 'admin' ? 'success' : 'failure',
    });
  });

  test('holds nothing of another organization', async () => {
    const rows = await lines(await exportEvents(stranger, auditQuerySchema.parse({})));
    expect(rows.join()).toContain('Foreign');
    expect(rows.join()).not.toContain('Token server');
  });
});
