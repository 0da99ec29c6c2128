import { beforeAll, describe, expect, test } from 'vitest';
import { KEY_SORTS, type KeyQuery, keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { lastUseJob } from '@/lib/access/usage/last-use';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { DAY_MS } from '@/lib/platform/time/durations';
import { newKey, requireKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { changeKeyStatus } from './change-status';
import { listKeys } from './list-keys';

let actor: Actor;

beforeAll(async () => {
  actor = await newActor();
  // The table is looked at with these alone; what Keyport makes by itself has tests of its own.
  await prisma(database()).apiKey.deleteMany({ where: { organizationId: actor.organization.id } });
  const past = (days: number) => new Date(Date.now() - days * DAY_MS);
  const alpha = await newKey(actor, { name: 'alpha', permissions: ['mapper'] });
  const bravo = await newKey(actor, { name: 'Bravo 100%', environment: 'integration' });
  const charlie = await newKey(actor, { name: 'charlie', type: 'public' });
  const delta = await newKey(actor, { name: 'Delta', permissions: ['mapper', 'sharer'] });
  const echo = await newKey(actor, { name: 'Écho' });
  await changeKeyStatus(actor, 'disable', { id: bravo.id });
  await changeKeyStatus(actor, 'revoke', { id: charlie.id });
  const set = (id: string, data: object) => prisma(database()).apiKey.update({ where: { id }, data });
  await set(delta.id, { expiresAt: past(1), createdAt: past(9) });
  await set(alpha.id, { expiresAt: new Date(Date.now() + DAY_MS), createdAt: past(8) });
  const use = async (id: string, at: Date) => {
    const { credentialId } = await requireKey(actor, id);
    await prisma(database()).credentialUse.create({ data: { credentialId, at } });
  };
  await use(delta.id, past(3));
  await use(alpha.id, past(2));
  await new JobRunner([lastUseJob]).runDue();
  await set(echo.id, { createdAt: past(7) });
});

const ask = (query: Partial<Record<keyof KeyQuery, unknown>> = {}) =>
  listKeys(actor, keyQuerySchema.parse(query));
const names = async (query: Partial<Record<keyof KeyQuery, unknown>> = {}) =>
  (await ask(query)).rows.map(({ name }) => name);

describe('order', () => {
  test.each([
    ['name', ['alpha', 'Bravo 100%', 'charlie', 'Delta', 'Écho']],
    ['status', ['alpha', 'Écho', 'Bravo 100%', 'Delta', 'charlie']],
    // Used never comes first, as the longest ago.
    ['lastUsed', ['Bravo 100%', 'charlie', 'Écho', 'Delta', 'alpha']],
    // Expires never comes last.
    ['expires', ['Delta', 'alpha', 'Bravo 100%', 'charlie', 'Écho']],
  ])('by %s', async (sort, expected) => {
    expect(await names({ sort })).toEqual(expected);
  });

  test.each(KEY_SORTS)(
    'downwards by %s is exactly the other way round, also where keys are alike',
    async (sort) => {
      expect(await names({ sort, descending: true })).toEqual((await names({ sort })).toReversed());
      const pages = [1, 2, 3].map((page) => names({ sort, descending: true, pageSize: 2, page }));
      expect((await Promise.all(pages)).flat().toReversed()).toEqual(await names({ sort }));
    },
  );
});

describe('filters', () => {
  test.each<[Partial<Record<keyof KeyQuery, unknown>>, string[]]>([
    [{ status: ['active'] }, ['alpha', 'Écho']],
    [{ status: ['expired', 'revoked'] }, ['charlie', 'Delta']],
    [{ environment: ['integration'] }, ['Bravo 100%']],
    [{ type: ['public'] }, ['charlie']],
    [{ permission: ['mapper'] }, ['alpha', 'Delta']],
    [{ permission: ['mapper'], status: ['active'] }, ['alpha']],
    [{ q: 'ALPHA' }, ['alpha']],
    [{ q: "'; drop table api_key; --" }, []],
    // What no name can hold is no search at all.
    [{ q: 'a\0lpha' }, ['alpha', 'Bravo 100%', 'charlie', 'Delta', 'Écho']],
  ])('%j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('what is searched for is counted and ordered like everything else', async () => {
    const live = { q: 'kp_live', pageSize: 3 };
    const found = await ask({ ...live, sort: 'expires', descending: true, page: 2 });
    expect(found).toMatchObject({ total: 4, page: 2, rows: [{ name: 'Delta' }] });
    expect(await names({ ...live, status: ['active'] })).toEqual(['alpha', 'Écho']);
    expect(await ask({ ...live, page: 9 })).toMatchObject({ total: 4, page: 2 });
  });
});

describe('pages', () => {
  test('never overlap, and together are everything', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => names({ sort: 'status', pageSize: 2, page })));
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flat()).size).toBe(5);
  });

  test.each(KEY_SORTS)('by %s are the same from either end', async (sort) => {
    const all = await names({ sort });
    const single = [1, 2, 3, 4, 5].map((page) => names({ sort, pageSize: 1, page }));
    expect((await Promise.all(single)).flat()).toEqual(all);
    expect(await names({ sort, pageSize: 3, page: 2 })).toEqual(all.slice(3));
  });

  test('beyond the last is the last', async () => {
    expect(await ask({ page: 99, pageSize: 2 })).toMatchObject({ page: 3, total: 5 });
  });

  test('nonsense in the address falls back to the default', () => {
    expect(keyQuerySchema.parse({ sort: 'x', page: 'y', status: 'z', pageSize: 1e9, descending: 1 })).toEqual(
      keyQuerySchema.parse({}),
    );
  });
});
