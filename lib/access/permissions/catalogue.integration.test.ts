import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '@/lib/access/keys/create-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { tryRequest } from '@/lib/features/try-request/try-request';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { editForm, keyForm, newKey, requireKey } from '@/test/keys';
import { newActor, newOperator } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import { addPermission } from './add-permission';
import {
  type AddPermission,
  addPermissionSchema,
  type EditPermission,
  editPermissionSchema,
} from './catalogue-schema';
import { setGrant } from './change-grant';
import { editPermission } from './edit-permission';
import { getCatalogueEntry, listCatalogueEntries } from './list-catalogue';
import { removePermission } from './remove-permission';

let operator: Person;
let actor: Actor;
let verifier: TestVerifier;
beforeAll(async () => {
  [actor, verifier] = [await newActor(), await startVerifier()];
  // Somebody who works in an organization too: the events are the operator's all the same.
  const { organization, role } = await newActor();
  operator = Object.assign(await newOperator(), { organization, role });
});
afterAll(() => verifier.stop());

const path = (name: string) => `/${name.replaceAll(':', '/')}`;
const form = (name: string, more: Partial<AddPermission> = {}): AddPermission => ({
  name,
  label: name,
  description: 'Read reports.',
  order: '7',
  allowedForPublicKeys: false,
  recommendedFor: [],
  endpoints: [{ method: 'GET', pattern: path(name), keyAlone: false }],
  ...more,
});
const grant = (permission: string) =>
  setGrant(operator, { organizationId: actor.organization.id, permission, granted: true });

async function newPermission(name: string, more: Partial<AddPermission> = {}): Promise<string> {
  for (const result of [await addPermission(operator, form(name, more)), await grant(name)]) {
    if (!result.ok) throw new Error(result.code);
  }
  return name;
}

async function entry(name: string) {
  const found = await getCatalogueEntry(operator, name);
  if (!found) throw new Error(`No permission ${name}`);
  return found;
}

/** The edit form as it opens. */
async function opened(name: string, more: Partial<EditPermission> = {}): Promise<EditPermission> {
  const { order, keys: _k, publicKeys: _p, organizations: _o, ...values } = await entry(name);
  return { ...values, order: String(order), ...more };
}

const events = (name: string) =>
  prisma(database()).auditEvent.findMany({
    where: { subjectId: name, organizationId: null },
    orderBy: { position: 'asc' },
  });
/** What "Try a request" says of a key alone. */
async function tried({ id }: { id: string }): Promise<string> {
  const { credentialId } = await requireKey(actor, id);
  const request = { environment: 'production', method: 'GET', path: '/open' } as const;
  const none = { permission: '', client: '', dataset: '' };
  const result = await tryRequest(actor, { credentialId, withSecret: false, ...request, ...none });
  if (!result.ok) throw new Error(result.code);
  return result.value.reason.code;
}
const get = (key: { key: string; secret: string | null }, name: string, method = 'GET') =>
  verifier.verify({ key: key.key, ...(key.secret && { secret: key.secret }), method, path: path(name) });

describe('the catalogue', () => {
  test('begins with the permissions of the UID2 portal, without what is built in', async () => {
    const entries = await listCatalogueEntries(operator);
    expect(
      entries.map(({ name, allowedForPublicKeys, endpoints }) => [
        name,
        allowedForPublicKeys,
        endpoints.length,
      ]),
    ).toEqual([
      ['mapper', false, 3],
      ['generator', true, 3],
      ['sharer', false, 1],
      ['bidder', false, 3],
    ]);
    expect(await getCatalogueEntry(operator, 'portal:keys:read')).toBeNull();
  });

  test('takes a permission, which works once it is granted', async () => {
    const name = 'reports:read';
    expect(await addPermission(operator, form(name))).toMatchObject({ ok: true });
    const refused = await createKey(actor, keyForm({ permissions: [name] }));
    expect(refused).toMatchObject({ code: 'PERMISSION_NOT_GRANTED' });
    await grant(name);
    const key = await newKey(actor, { permissions: [name] });
    expect(await get(key, name)).toMatchObject({ code: 'VALID' });
    expect(await events(name)).toMatchObject([
      { action: 'permission.add', details: { after: { order: 7, endpoints: ['GET /reports/read'] } } },
    ]);
    expect(await addPermission(operator, form(name))).toMatchObject({ code: 'NAME_TAKEN' });
    expect(await entry(name)).toMatchObject({ keys: 1, publicKeys: 0, organizations: 1 });
  });
});

describe('an edit', () => {
  test('of the endpoints takes effect immediately at the verifier, and old and new are recorded', async () => {
    const name = await newPermission('usage');
    const key = await newKey(actor, { permissions: [name] });
    expect((await get(key, name)).code).toBe('VALID');
    const endpoints = [{ method: 'POST', pattern: '/usage', keyAlone: true }];
    expect(await editPermission(operator, await opened(name, { endpoints, label: 'Usage' }))).toMatchObject({
      ok: true,
    });
    expect((await get(key, name)).code).toBe('INSUFFICIENT_PERMISSIONS');
    expect((await get({ key: key.key, secret: null }, name, 'POST')).code).toBe('VALID');
    expect((await events(name))[1]).toMatchObject({
      action: 'permission.edit',
      details: {
        before: { label: 'usage', endpoints: ['GET /usage'] },
        after: { label: 'Usage', endpoints: ['POST /usage (key alone)'] },
      },
    });
  });

  test('based on an older version is refused; one that changes nothing is not an event', async () => {
    const name = await newPermission('stale');
    const stale = await opened(name, { description: 'Second.' });
    expect(await editPermission(operator, await opened(name))).toMatchObject({ ok: true });
    expect(await events(name)).toHaveLength(1);
    await editPermission(operator, await opened(name, { description: 'First.' }));
    expect(await editPermission(operator, stale)).toMatchObject({ code: 'PERMISSION_CHANGED' });
    expect(await entry(name)).toMatchObject({ description: 'First.' });
  });

  test.each(['portal:keys:read', 'nothing'])('of %s finds nothing', async (name) => {
    const given = { ...form(name), revision: '' };
    expect(await editPermission(operator, given)).toMatchObject({ code: 'NO_SUCH_PERMISSION' });
  });

  test('that excludes public keys stops them immediately; they hold it without effect until it is allowed again', async () => {
    const endpoints = [{ method: 'GET', pattern: '/open', keyAlone: true }];
    const name = await newPermission('open', { allowedForPublicKeys: true, endpoints });
    const [open, closed] = [
      await newKey(actor, { permissions: [name], type: 'public' }),
      await newKey(actor, { permissions: [name] }),
    ];
    expect((await get(open, name)).code).toBe('VALID');
    expect(await tried(open)).toBe('VALID');
    expect(await entry(name)).toMatchObject({ keys: 2, publicKeys: 1 });
    await editPermission(operator, await opened(name, { allowedForPublicKeys: false }));
    expect((await get(open, name)).code).toBe('INSUFFICIENT_PERMISSIONS');
    expect((await get(closed, name)).code).toBe('VALID');
    expect(await tried(open)).toBe('INSUFFICIENT_PERMISSIONS');
    expect((await requireKey(actor, open.id)).permissions).toMatchObject([{ effect: 'not-for-public-keys' }]);
    await editPermission(operator, await opened(name, { allowedForPublicKeys: true }));
    expect((await get(open, name)).code).toBe('VALID');
    expect((await requireKey(actor, open.id)).permissions).toMatchObject([{ effect: 'effective' }]);
  });
});

describe('removing', () => {
  test('removes it from as many keys and organizations as the person was shown, and no others', async () => {
    const name = await newPermission('old');
    const key = await newKey(actor, { permissions: [name, 'generator'] });
    const form = await editForm(actor, key.id);
    const remove = (keys: number, organizations: number) =>
      removePermission(operator, { name, seen: { keys, organizations } });
    expect(await remove(0, 1)).toMatchObject({ code: 'PERMISSION_HELD' });
    expect(await remove(1, 0)).toMatchObject({ code: 'PERMISSION_HELD' });
    expect((await get(key, name)).code).toBe('VALID');
    expect(await remove(1, 1)).toMatchObject({ ok: true });
    expect((await get(key, name)).code).toBe('INSUFFICIENT_PERMISSIONS');
    expect((await requireKey(actor, key.id)).permissions).toMatchObject([{ name: 'generator' }]);
    expect(await editKey(actor, form)).toMatchObject({ code: 'KEY_CHANGED' });
    expect((await events(name)).at(-1)).toMatchObject({
      action: 'permission.remove',
      details: { before: { endpoints: ['GET /old'] }, keys: 1, organizations: 1 },
    });
    expect(await remove(1, 1)).toMatchObject({ code: 'NO_SUCH_PERMISSION' });
  });

  test('never takes what the portal itself needs', async () => {
    const given = { name: 'portal:keys:write', seen: { keys: 0, organizations: 0 } };
    expect(await removePermission(operator, given)).toMatchObject({ code: 'NO_SUCH_PERMISSION' });
    expect(await prisma(database()).permission.count({ where: { name: given.name } })).toBe(1);
  });
});

test('non-operators see nothing and change nothing, and the attempt is recorded', async () => {
  const name = await newPermission('guarded');
  await expect(listCatalogueEntries(actor)).rejects.toThrow('operator');
  await expect(getCatalogueEntry(actor, name)).rejects.toThrow('operator');
  const tries = [
    await addPermission(actor, form('mine')),
    await editPermission(actor, await opened(name, { allowedForPublicKeys: true })),
    await removePermission(actor, { name, seen: { keys: 0, organizations: 1 } }),
  ];
  for (const result of tries) expect(result).toMatchObject({ ok: false, code: 'NOT_OPERATOR' });
  expect(await entry(name)).toMatchObject({ allowedForPublicKeys: false });
  expect(await getCatalogueEntry(operator, 'mine')).toBeNull();
  const refusals = await prisma(database()).auditEvent.findMany({
    where: { actorId: actor.userId, outcome: 'failure', organizationId: null },
    orderBy: { position: 'asc' },
  });
  expect(refusals.map(({ action, details }) => [action, details])).toEqual([
    ['permission.add', { code: 'NOT_OPERATOR' }],
    ['permission.edit', { code: 'NOT_OPERATOR' }],
    ['permission.remove', { code: 'NOT_OPERATOR' }],
  ]);
});

describe('what a form may say', () => {
  test.each([
    ['', 'Enter a name.'],
    ['Reports', 'small letters'],
    ['7reports', 'begin with a letter'],
    ['reports read', 'small letters'],
    ['reports,read', 'small letters'],
    ['portal:keys:all', "the portal's own"],
    ['a'.repeat(101), 'at most 100'],
  ])('the name %j is refused', (name, words) => {
    const parsed = addPermissionSchema.safeParse(form('x', { name }));
    expect(parsed.error?.issues.map(({ message }) => message).join(' ')).toContain(words);
  });

  test('every bad endpoint is named with its reason, and none is listed twice', () => {
    const endpoints = [
      { method: 'get', pattern: '/a', keyAlone: false },
      { method: 'GET', pattern: '/a//b', keyAlone: false },
      { method: 'GET', pattern: '/a', keyAlone: false },
      { method: 'GET', pattern: ' /a ', keyAlone: true },
    ];
    const parsed = addPermissionSchema.safeParse(form('x', { endpoints }));
    expect(parsed.error?.issues.map(({ message }) => message.split('\n'))).toEqual([
      [
        'Endpoint 1, “get /a”: write the method in capitals, such as POST.',
        'Endpoint 2, “GET /a//b”: a doubled slash is refused in every request.',
        'Endpoint 4, “GET /a”: is there already.',
      ],
    ]);
  });

  test.each([
    ['order', '-1'],
    ['order', '1000'],
    ['order', 7],
    ['description', ' '],
    ['label', '\u200b'],
    ['allowedForPublicKeys', 'yes'],
    ['recommendedFor', ['everyone']],
    ['endpoints', { set: [] }],
    ['organizations', 0],
  ])('%s: %j is refused', (field, value) => {
    const given = { ...form('x'), revision: '', [field]: value };
    expect(editPermissionSchema.safeParse(given).success).toBe(false);
  });
});
