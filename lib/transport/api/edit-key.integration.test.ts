import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, newKeyBody, postKey, startApi, type TestApi } from '@/test/api';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { personalKey } from '@/test/personal-keys';

let api: TestApi;
let ask: AskApi;
beforeAll(async () => {
  api = await startApi();
  ({ ask } = await newCaller(api));
});
afterAll(() => api.stop());

const create = (body: object) => postKey(ask, body);

describe('edit', () => {
  const edit = (id: string, body: object, ifMatch: string | null = '"1"') =>
    ask(`/keys/${id}`, { method: 'PATCH', headers: ifMatch === null ? {} : { 'If-Match': ifMatch }, body });

  test('what is absent stays, null clears, lists replace', async () => {
    const { json } = await create(
      newKeyBody({
        description: 'x',
        expiresAt: '2099-01-01T00:00:00.123Z',
        ipRanges: ['0.0.0.0/0'],
        allowEveryone: true,
        limits: [{ limit: 5, period: 'second' }],
        externalId: 'a',
        metadata: { a: 1 },
        permissions: ['generator', 'mapper'],
      }),
    );
    const { secret: _secret, ...before } = json;
    const renamed = await edit(before.id, { name: 'Renamed by API' });
    expect(renamed.json).toEqual({ ...before, name: 'Renamed by API', version: 2 });
    expect(renamed.headers.etag).toBe('"2"');
    const cleared = await edit(
      before.id,
      {
        description: null,
        expiresAt: null,
        ipRanges: null,
        limits: null,
        externalId: null,
        metadata: null,
        usedIn: null,
        datasets: null,
        permissions: ['mapper'],
      },
      '"2"',
    );
    expect(cleared.json).toMatchObject({
      description: '',
      expiresAt: null,
      ipRanges: [],
      limits: [],
      externalId: null,
      metadata: {},
      permissions: ['mapper'],
      version: 3,
    });
  });

  test('the entity tag decides: none, another, a weak one, one of several, any', async () => {
    const { id } = (await create(newKeyBody())).json;
    const body = { description: 'y' };
    expect(await edit(id, body, null)).toMatchObject({
      status: 428,
      json: { code: 'PRECONDITION_REQUIRED' },
    });
    for (const tag of ['"2"', 'W/"1"', '1', '"', '']) {
      const refused = await edit(id, body, tag);
      expect(refused, tag).toMatchObject({ status: 412, json: { code: 'KEY_CHANGED' } });
      expect(refused.headers.etag).toBe('"1"');
    }
    expect((await edit(id, body, '"7", "1"')).status).toBe(200);
    expect((await edit(id, body, '*')).status).toBe(200);
  });

  test('of two at the same time one is told', async () => {
    const { id } = (await create(newKeyBody())).json;
    const both = await Promise.all([edit(id, { description: 'a' }), edit(id, { usedIn: 'b' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const any = await Promise.all([edit(id, { description: 'c' }, '*'), edit(id, { usedIn: 'd' }, '*')]);
    expect(any.map(({ status }) => status)).toEqual([200, 200]);
    expect((await ask(`/keys/${id}`)).json).toMatchObject({ description: 'c', usedIn: 'd' });
  });

  test('keeps a permission that the organization lost, and never gets it back', async () => {
    const poor = await newActor();
    const theirs = api.as(await personalKey(poor));
    const key = await newKey(poor, { permissions: ['mapper', 'generator'] });
    await prisma(database()).grant.deleteMany({
      where: { organizationId: poor.organization.id, permissionName: 'mapper' },
    });
    const patch = (body: object) =>
      theirs(`/keys/${key.id}`, { method: 'PATCH', headers: { 'If-Match': '*' }, body });
    expect((await patch({ permissions: ['mapper', 'generator'] })).status).toBe(200);
    expect((await patch({ permissions: ['generator'] })).status).toBe(200);
    expect(await patch({ permissions: ['mapper', 'generator'] })).toMatchObject({
      status: 400,
      json: { code: 'PERMISSION_NOT_GRANTED' },
    });
  });
});
