import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { type AskApi, newCaller, startApi, type TestApi } from '@/test/api';
import { newKey } from '@/test/keys';

let api: TestApi;
let actor: Actor;
let ask: AskApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ({ actor, ask } = await newCaller(api));
});

test('a dataset is created once, edited, listed and deleted', async () => {
  const post = (body: object, key: string) =>
    ask('/datasets', { method: 'POST', headers: { 'Idempotency-Key': key }, body });
  const created = await post({ name: 'Nightly', description: 'x' }, 'one');
  expect(created).toMatchObject({ status: 201, json: { name: 'Nightly', description: 'x', keys: 0 } });
  expect(await post({ name: 'Nightly', description: 'x' }, 'one')).toMatchObject({
    status: 200,
    json: created.json,
  });
  expect((await post({ name: 'Nightly', description: 'y' }, 'one')).status).toBe(422);
  expect(await post({ name: 'NIGHTLY' }, 'two')).toMatchObject({ status: 409 });
  await post({ name: 'Weekly' }, 'three');

  const first = (await ask('/datasets?limit=1')).json;
  const second = (await ask(`/datasets?limit=1&cursor=${first.nextCursor}`)).json;
  expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['Nightly', 'Weekly']);
  expect(second.nextCursor).toBeNull();

  const { id } = created.json;
  const edited = await ask(`/datasets/${id}`, { method: 'PATCH', body: { description: null } });
  expect(edited.json).toMatchObject({ id, name: 'Nightly', description: '' });
  await newKey(actor, { datasets: [id] });
  expect(await ask(`/datasets/${id}`, { method: 'DELETE' })).toMatchObject({
    status: 409,
    json: { code: 'DATASET_IN_USE' },
  });
  expect((await ask(`/datasets/${second.data[0].id}`, { method: 'DELETE' })).status).toBe(204);
});
