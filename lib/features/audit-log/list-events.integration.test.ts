import { beforeAll, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Reveal } from '@/lib/access/keys/schema';
import { type Actor, ROLES } from '@/lib/identity/actor/schema';
import { recordRefusal } from '@/lib/platform/audit/record';
import { type AuditPage, type AuditQuery, auditQuerySchema } from '@/lib/platform/audit/schema';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { listEvents } from './list-events';

let owner: Actor;
let stranger: Actor;
let key: Reveal;
beforeAll(async () => {
  [owner, stranger] = [await newActor(), await newActor()];
  key = await newKey(owner, { name: 'Token server 100%' });
  await newKey(stranger, { name: 'Token server of strangers' });
  await editKey(owner, await editForm(owner, key.id, { description: 'Frankfurt' }));
  await changeKeyStatus({ ...owner, name: 'Grace', address: '198.51.100.9' }, 'disable', { id: key.id });
  const event = {
    action: 'key.roll',
    subjectType: 'key',
    subjectId: key.id,
    subjectName: 'Rolling',
  } as const;
  await recordRefusal(owner, { ...event, code: 'PASSCODE_WRONG' }, new Date(Date.now() - 48 * 3_600_000));
});

async function log(actor: Actor, asked: Partial<AuditQuery> = {}): Promise<AuditPage> {
  const listed = await listEvents(actor, auditQuerySchema.parse(asked));
  if (!listed.ok) throw new Error(listed.code);
  return listed.value;
}
const actions = async (asked: Partial<AuditQuery>) => (await log(owner, asked)).rows.map((row) => row.action);

test('the newest comes first, with old and new values and the code of a refusal', async () => {
  const { rows, total } = await log(owner);
  expect(total).toBe(rows.length);
  expect(rows.slice(0, 4)).toMatchObject([
    { action: 'key.roll', outcome: 'failure', code: 'PASSCODE_WRONG', changes: [] },
    {
      action: 'key.disable',
      outcome: 'success',
      code: null,
      actorName: 'Grace',
      address: '198.51.100.9',
      subjectName: 'Token server 100%',
      changes: [
        { field: 'status', before: 'active', after: 'disabled' },
        { field: 'key', after: key.key },
      ],
    },
    { action: 'key.edit', changes: [{ field: 'description', before: '', after: 'Frankfurt' }] },
    { action: 'key.create' },
  ]);
  expect(JSON.stringify(rows)).not.toContain(key.secret);
});

test.each<[string, Partial<AuditQuery>, string[]]>([
  ['a person', { q: 'grace' }, ['key.disable']],
  ['an address', { q: '198.51.100.9' }, ['key.disable']],
  ['a name', { q: 'ROLLING' }, ['key.roll']],
  ['a percent sign', { q: '100%', action: ['key.disable'] }, ['key.disable']],
  ['an underscore, which is no wildcard', { q: 'Token_server' }, []],
  ['NUL, which is left out', { q: '\0Grace', area: ['account'] }, ['account.create']],
  ['a quotation mark', { q: "' or 1=1 --" }, []],
  ['actions', { action: ['key.edit', 'key.disable'] }, ['key.disable', 'key.edit']],
  ['an area', { area: ['account'] }, ['account.create']],
  ['an outcome', { outcome: ['failure'] }, ['key.roll']],
  ['a span', { time: '24h', area: ['key'], q: '100%' }, ['key.disable', 'key.edit', 'key.create']],
  ['before a time', { time: `/${new Date(Date.now() - 3_600_000).toISOString()}` }, ['key.roll']],
  [
    'another order',
    { ascending: true, area: ['key'], q: 'token' },
    ['key.create', 'key.edit', 'key.disable'],
  ],
])('by %s', async (_what, asked, expected) => {
  expect(await actions(asked)).toEqual(expected);
});

test('by the id of what it happened to', async () => {
  expect((await log(owner, { q: key.id })).total).toBe(4);
});

test('pages do not overlap, and one beyond the last is the last', async () => {
  const { total } = await log(owner);
  const pages = await Promise.all([1, 2, 3].map((page) => log(owner, { page, pageSize: 2 })));
  const positions = pages.flatMap(({ rows }) => rows.map(({ position }) => position));
  expect(new Set(positions).size).toBe(Math.min(total, 6));
  expect((await log(owner, { page: 99, pageSize: 2 })).page).toBe(Math.ceil(total / 2));
});

describe('who may look', () => {
  test.each(ROLES)('%s', async (role) => {
    const actor = await newActor({ organization: owner.organization.name, role });
    const listed = await listEvents(actor, auditQuerySchema.parse({}));
    expect(listed).toMatchObject(role === 'admin' ? { ok: true } : { ok: false, code: 'FORBIDDEN' });
  });

  test("another organization's events do not exist", async () => {
    expect((await log(stranger, { q: key.id })).total).toBe(0);
    expect((await log(stranger)).rows.every(({ actorName }) => actorName !== owner.name)).toBe(true);
    expect((await log(owner, { q: 'of strangers' })).total).toBe(0);
  });
});
