import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, newKeyBody, postKey, startApi, type TestApi } from '@/test/api';
import { newActor } from '@/test/people';
import { personalKey } from '@/test/personal-keys';

let api: TestApi;
let actor: Actor;
let ask: AskApi;
beforeAll(async () => {
  api = await startApi();
  ({ actor, ask } = await newCaller(api));
});
afterAll(() => api.stop());

const create = (body: object, idempotencyKey?: string) => postKey(ask, body, idempotencyKey);

describe('the same Idempotency-Key', () => {
  test('again: the same key, and no secret', async () => {
    const [body, id] = [newKeyBody(), randomUUID()];
    const first = await create(body, id);
    const second = await create(body, id);
    expect(second.status).toBe(200);
    expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true', etag: '"1"' });
    expect(second.json).toEqual({ ...first.json, secret: null });
  });

  test('after the answer was lost: the key is there, once', async () => {
    const [body, id] = [newKeyBody(), 'retry-1'];
    await create(body, id);
    const count = () => prisma(database()).apiKey.count({ where: { name: body.name } });
    expect((await create(body, id)).json.secret).toBeNull();
    expect(await count()).toBe(1);
  });

  test('with another body', async () => {
    const id = randomUUID();
    await create(newKeyBody(), id);
    expect(await create(newKeyBody(), id)).toMatchObject({
      status: 422,
      json: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  test('at the same time: one key, whatever the others are told', async () => {
    const [body, id] = [newKeyBody(), randomUUID()];
    const answers = await Promise.all([1, 2, 3].map(() => create(body, id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status } of answers) expect([200, 201, 409]).toContain(status);
    expect(answers.filter(({ json }) => json.secret)).toHaveLength(1);
    expect(await prisma(database()).apiKey.count({ where: { name: body.name } })).toBe(1);
  });

  test('of somebody else is another', async () => {
    const colleague = await newActor({ organization: actor.organization.name });
    const theirs = api.as(await personalKey(colleague));
    const id = randomUUID();
    await create(newKeyBody(), id);
    const headers = { 'Idempotency-Key': id };
    expect((await theirs('/keys', { method: 'POST', headers, body: newKeyBody() })).status).toBe(201);
  });

  test('after the key was deleted', async () => {
    const [body, id] = [newKeyBody(), randomUUID()];
    const { json } = await create(body, id);
    await ask(`/keys/${json.id}`, { method: 'DELETE' });
    expect(await create(body, id)).toMatchObject({ status: 409, json: { code: 'CREATED_BUT_DELETED' } });
  });

  test.each(['', 'two words', 'x'.repeat(256), 'é'])('missing, or not one: %j', async (id) => {
    const headers = { 'Idempotency-Key': Buffer.from(id).toString('latin1') };
    const refused = await ask('/keys', { method: 'POST', headers, body: newKeyBody() });
    expect(refused).toMatchObject({ status: 400, json: { code: 'IDEMPOTENCY_KEY_REQUIRED' } });
  });
});
