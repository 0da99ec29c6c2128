import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
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

test('the log is read newest first, by its filters, page by page', async () => {
  const key = await newKey(actor);
  await changeKeyStatus(actor, 'disable', { id: key.id });
  const first = (await ask('/audit-events?area=key&limit=1')).json;
  expect(first.data).toMatchObject([
    { action: 'key.disable', actor: actor.name, subject: { type: 'key', id: key.id }, code: null },
  ]);
  const second = (await ask(`/audit-events?area=key&limit=1&cursor=${first.nextCursor}`)).json;
  expect(second.data).toMatchObject([{ action: 'key.create', position: expect.any(Number) }]);
  expect(second.data[0].position).toBeLessThan(first.data[0].position);
  const { at } = first.data[0];
  const named = async (query: string) =>
    (await ask(`/audit-events?area=key&${query}`)).json.data.map(({ action }: { action: string }) => action);
  expect(await named(`from=${at}`)).toContain('key.disable');
  expect(await named(`to=${at}`)).not.toContain('key.disable');
  expect((await ask('/audit-events?from=yesterday')).status).toBe(400);
});
