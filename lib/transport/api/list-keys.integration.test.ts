import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '@/lib/access/keys/create-key';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, newKeyBody, postKey, startApi, type TestApi } from '@/test/api';
import { keyForm } from '@/test/keys';
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

describe('list', () => {
  test.each(['name', 'created', 'lastUsed', 'expires', 'status'])(
    'by %s, both ways, page by page: each key once',
    async (sort) => {
      const crowd = await newActor();
      const theirs = api.as(await personalKey(crowd));
      for (let i = 0; i < 7; i++) {
        const expiration = { local: i % 2 ? `2099-0${i + 1}-01T00:00` : '', zone: 'UTC' };
        const status = i % 3 === 0 ? 'disabled' : 'active';
        await createKey(crowd, keyForm({ name: `Key ${(i * 5) % 7}`, status, expiration }));
      }
      await prisma(database()).apiKey.updateMany({
        where: { organizationId: crowd.organization.id, name: { in: ['Key 1', 'Key 2'] } },
        data: { lastUsedAt: new Date('2026-01-01T00:00:00.123Z') },
      });
      const walk = async (order: string) => {
        const ids: string[] = [];
        for (let cursor = ''; ; ) {
          const page = await theirs(
            `/keys?sort=${sort}&order=${order}&limit=2${cursor && `&cursor=${cursor}`}`,
          );
          expect(page.status, page.text).toBe(200);
          ids.push(...page.json.data.map(({ id }: { id: string }) => id));
          if (page.json.nextCursor === null) return ids;
          cursor = page.json.nextCursor;
        }
      };
      const whole = (await theirs(`/keys?sort=${sort}&limit=100`)).json.data.map(
        ({ id }: { id: string }) => id,
      );
      expect(whole).toHaveLength(9);
      expect(await walk('asc')).toEqual(whole);
      expect(await walk('desc')).toEqual([...whole].reverse());
    },
  );

  test('filters, as the table has them', async () => {
    await create(newKeyBody({ name: 'Needle', externalId: 'needle-7', type: 'public' }));
    const names = async (query: string) =>
      (await ask(`/keys?limit=100&${query}`)).json.data.map(({ name }: { name: string }) => name);
    expect(await names('q=Needle')).toEqual(['Needle']);
    expect(await names('q=needle-7')).toEqual(['Needle']);
    expect(await names('type=public&q=Needle')).toEqual(['Needle']);
    expect(await names('type=secret&q=Needle')).toEqual([]);
    expect(await names('type=secret&type=public&status=active&status=disabled&q=Needle')).toEqual(['Needle']);
    expect(await names('environment=integration&q=Needle')).toEqual([]);
    expect(await names('permission=mapper&q=Needle')).toEqual([]);
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1&limit=2',
    'sort=size',
    'order=up',
    'status=dead',
    'status=active&status=dead',
    'dataset=x',
    'page=2',
    'name=x',
    'q=%00',
    'q=%ED%A0%80',
    'cursor=',
    'cursor=x',
    'cursor=x.y.z',
  ])('refuses ?%s', async (query) => {
    const refused = await ask(`/keys?${query}`);
    const isReplaced = query === 'q=%ED%A0%80';
    expect(refused.status, refused.text).toBe(isReplaced ? 200 : 400);
  });

  test('a cursor of another query, another person or another organization is refused', async () => {
    const { nextCursor } = (await ask('/keys?limit=1')).json;
    expect(nextCursor).toBeTruthy();
    expect((await ask(`/keys?limit=2&cursor=${nextCursor}`)).status).toBe(200);
    const foreign = { status: 400, json: { code: 'BAD_CURSOR' } };
    expect(await ask(`/keys?limit=1&order=desc&cursor=${nextCursor}`)).toMatchObject(foreign);
    const stranger = api.as(await personalKey(await newActor()));
    expect(await stranger(`/keys?limit=1&cursor=${nextCursor}`)).toMatchObject(foreign);
  });
});
