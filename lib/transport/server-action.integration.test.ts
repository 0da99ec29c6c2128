import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { ok, refuse } from '@/lib/platform/result';
import { id, text } from '@/lib/platform/text/schema';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { beginRequest } from '@/test/request';
import { exportRoute } from './export-route';
import { action, personAction, publicAction } from './server-action';

vi.mock('next/headers', () => import('@/test/request'));

let ada: Actor;
beforeEach(async () => {
  ada = await newActor();
});

const refusals = () =>
  prisma(database()).auditEvent.findMany({ where: { outcome: 'failure' }, orderBy: { position: 'asc' } });
async function refusalsOf(work: () => Promise<unknown>) {
  const before = (await refusals()).length;
  await work();
  return (await refusals()).slice(before);
}

const KEY = '0195c7a2-7f3e-7000-8000-000000000001';
const schema = z.strictObject({ id: id(), name: text(40) });
const outdated = async () => refuse('KEY_CHANGED');

describe('a refusal that the service has not recorded is recorded once, for the person who is signed in:', () => {
  const good = { id: KEY, name: 'Mine' };
  const cases: [string, unknown, Record<string, string>, object][] = [
    ['of the service', good, {}, { subjectId: KEY, details: { code: 'KEY_CHANGED' } }],
    [
      'of a field',
      { ...good, name: '\ud800' },
      {},
      { subjectId: KEY, details: { code: 'BAD_INPUT', fields: ['name'] } },
    ],
    ['of an input that is none', null, {}, { subjectId: null, details: { code: 'BAD_INPUT' } }],
    [
      'of a page elsewhere',
      good,
      { origin: 'https://evil.example' },
      { subjectId: KEY, details: { code: 'FOREIGN_ORIGIN' } },
    ],
  ];
  test.each(cases)('%s', async (_whose, input, headers, event) => {
    await beginRequest(ada, headers);
    const edit = action('key.edit', schema, outdated);
    const { userId, organization } = ada;
    expect(await refusalsOf(() => edit(input))).toMatchObject([
      { action: 'key.edit', actorId: userId, organizationId: organization.id, ...event },
    ]);
  });

  test('of an action that needs no organization, or no account', async () => {
    await beginRequest(ada);
    const own = personAction('account.rename', schema, outdated);
    const open = publicAction('invitation.accept', schema, outdated);
    for (const send of [own, open]) {
      expect(await refusalsOf(() => send({}))).toMatchObject([
        { actorId: ada.userId, details: { code: 'BAD_INPUT' } },
      ]);
    }
  });

  test('of a file', async () => {
    await beginRequest(ada);
    const send = exportRoute('key.export', schema, outdated);
    const post = (body: object) =>
      send(
        new Request('http://localhost:3000/keys/export', {
          method: 'POST',
          headers: { origin: 'http://localhost:3000' },
          body: JSON.stringify(body),
        }),
      );
    for (const [body, code] of [
      [{}, 'BAD_INPUT'],
      [good, 'KEY_CHANGED'],
    ] as const) {
      expect(await refusalsOf(() => post(body))).toMatchObject([
        { action: 'key.export', actorId: ada.userId, details: { code } },
      ]);
    }
  });
});

test('what the service recorded itself is recorded once', async () => {
  const viewer = await newActor({ organization: ada.organization.name, role: 'viewer' });
  const key = await newKey(ada);
  await beginRequest(viewer);
  const disable = action('key.disable', z.strictObject({ id: id() }), (input, actor) =>
    changeKeyStatus(actor, 'disable', input),
  );
  expect(await refusalsOf(() => disable({ id: key.id }))).toMatchObject([
    { actorId: viewer.userId, subjectId: key.id, details: { code: 'FORBIDDEN' } },
  ]);
});

test('of people who are not signed in one per hour is recorded, without a person', async () => {
  await beginRequest(null);
  const edit = action('key.edit', schema, outdated);
  const events = await refusalsOf(async () => {
    for (let count = 0; count < 3; count++) expect(await edit({})).toMatchObject({ code: 'SIGNED_OUT' });
  });
  expect(events).toMatchObject([{ actorId: null, details: { code: 'SIGNED_OUT' } }]);
});

test('what succeeds is not a refusal', async () => {
  await beginRequest(ada);
  const rename = action('key.edit', schema, async ({ name }) => ok(name));
  expect(await refusalsOf(() => rename({ id: KEY, name: 'Mine' }))).toEqual([]);
});
