import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { changeStatusOfMany } from './change-many';
import { changeKeyStatus } from './change-status';
import { keyIdsSchema } from './schema';

let actor: Actor;
let ids: string[];
beforeEach(async () => {
  actor = await newActor();
  ids = (await Promise.all([newKey(actor), newKey(actor), newKey(actor), newKey(actor)])).map(({ id }) => id);
});

const statesOf = (of: string[]) =>
  Promise.all(
    of.map(async (id) => (await prisma(database()).apiKey.findUniqueOrThrow({ where: { id } })).status),
  );
const events = (action: string) =>
  prisma(database()).auditEvent.findMany({ where: { action, actorId: actor.userId, outcome: 'success' } });

test.each([
  ['disable', 'disabled'],
  ['revoke', 'revoked'],
] as const)('%s stops all of them, with an event for each', async (transition, status) => {
  const result = await changeStatusOfMany(actor, transition, { ids: [...ids, ids[0] ?? ''] });
  expect(result.ok && result.value.map(({ outcome }) => outcome)).toEqual(Array(4).fill('changed'));
  expect(await statesOf(ids)).toEqual(Array(4).fill(status));
  const event = await events(`key.${transition}`);
  expect(event.map(({ subjectId }) => subjectId).sort()).toEqual([...ids].sort());
  expect(event[0]?.details).toMatchObject({ before: 'active' });
});

test('what cannot be changed is reported by key, and does not prevent the rest', async () => {
  const [revoked = '', disabled = '', ...active] = ids;
  await changeKeyStatus(actor, 'revoke', { id: revoked });
  await changeKeyStatus(actor, 'disable', { id: disabled });
  const nobodys = randomUUID();
  const result = await changeStatusOfMany(actor, 'disable', { ids: [...ids, nobodys] });
  if (!result.ok) throw new Error(result.code);
  const outcomes = Object.fromEntries(result.value.map(({ id, outcome }) => [id, outcome]));
  expect(outcomes).toEqual({
    [revoked]: 'revoked',
    [disabled]: 'already',
    [active[0] ?? '']: 'changed',
    [active[1] ?? '']: 'changed',
    [nobodys]: 'not-found',
  });
  expect(result.value.find(({ id }) => id === revoked)?.name).toBe((await requireKey(actor, revoked)).name);
  expect(await statesOf(ids)).toEqual(['revoked', 'disabled', 'disabled', 'disabled']);
  expect(await events('key.disable')).toHaveLength(3);
  expect((await changeStatusOfMany(actor, 'enable', { ids })).ok).toBe(true);
  expect(await statesOf(ids)).toEqual(['revoked', 'active', 'active', 'active']);
});

test("another organization's keys are not found, and stay as they are", async () => {
  const stranger = await newActor();
  const result = await changeStatusOfMany(stranger, 'revoke', { ids });
  expect(result.ok && result.value).toEqual(
    [...ids].sort().map((id) => ({ id, name: null, outcome: 'not-found' })),
  );
  expect(await statesOf(ids)).toEqual(Array(4).fill('active'));
  expect(
    await prisma(database()).auditEvent.count({ where: { actorId: stranger.userId, outcome: 'success' } }),
  ).toBe(0);
});

describe('who may', () => {
  test('not a Viewer, and that is recorded', async () => {
    const viewer = await newActor({ organization: actor.organization.name, role: 'viewer' });
    expect(await changeStatusOfMany(viewer, 'disable', { ids })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await statesOf(ids)).toEqual(Array(4).fill('active'));
    expect(await prisma(database()).auditEvent.findMany({ where: { actorId: viewer.userId } })).toMatchObject(
      [{ action: 'key.disable', outcome: 'failure', details: { code: 'FORBIDDEN' } }],
    );
  });

  test('Operations', async () => {
    const other = await newActor({ organization: actor.organization.name, role: 'operations' });
    expect(await changeStatusOfMany(other, 'disable', { ids })).toMatchObject({ ok: true });
  });
});

test('two people with the same keys in another order do not wait for each other', async () => {
  const results = await Promise.all([
    changeStatusOfMany(actor, 'revoke', { ids }),
    changeStatusOfMany(actor, 'revoke', { ids: [...ids].reverse() }),
  ]);
  const outcomes = results.flatMap((result) => (result.ok ? result.value : []));
  expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(4);
  expect(outcomes.filter(({ outcome }) => outcome === 'already')).toHaveLength(4);
});

test.each([
  ['none', []],
  ['a hundred and one', Array.from({ length: 101 }, () => randomUUID())],
  ['no id', ['x']],
  ['an object', [{ contains: '' }]],
])('%s is not understood', (_what, given) => {
  expect(keyIdsSchema.safeParse({ ids: given }).success).toBe(false);
});

test('ids that are not their keys are recorded', async () => {
  const [actor, other] = [await newActor(), await newActor()];
  const { id } = await newKey(other);
  const own = await newKey(actor);
  await changeStatusOfMany(actor, 'disable', { ids: [id, own.id] });
  const events = await prisma(database()).auditEvent.findMany({
    where: { actorId: actor.userId, outcome: 'failure' },
  });
  expect(events).toMatchObject([{ action: 'key.disable', details: { code: 'KEY_NOT_FOUND', keys: [id] } }]);
});
