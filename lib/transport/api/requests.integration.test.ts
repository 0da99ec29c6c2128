import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { type AskApi, newCaller, startApi, type TestApi } from '@/test/api';
import { editForm } from '@/test/keys';
import type { Credentials } from '@/test/personal-keys';
import { sendRaw } from '@/test/raw-http';

let api: TestApi;
let actor: Actor;
let mine: Credentials;
let ask: AskApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ({ actor, mine, ask } = await newCaller(api));
});

describe('the request', () => {
  test.each([
    ['GET', '/nothing', 404, 'NO_SUCH_PATH', undefined],
    ['GET', '/keys/', 404, 'NO_SUCH_PATH', undefined],
    ['PUT', '/keys', 405, 'METHOD_NOT_ALLOWED', 'GET, HEAD, POST'],
    ['OPTIONS', '/keys', 405, 'METHOD_NOT_ALLOWED', 'GET, HEAD, POST'],
    ['DELETE', '/me', 405, 'METHOD_NOT_ALLOWED', 'GET, HEAD'],
    ['GET', `/keys/${randomUUID()}/disable`, 405, 'METHOD_NOT_ALLOWED', 'POST'],
    ['GET', `/keys/${randomUUID()}`, 404, 'KEY_NOT_FOUND', undefined],
    ['GET', '/keys/x', 404, 'KEY_NOT_FOUND', undefined],
    ['DELETE', `/datasets/${randomUUID()}`, 404, 'DATASET_NOT_FOUND', undefined],
    ['PATCH', '/datasets/x', 404, 'DATASET_NOT_FOUND', undefined],
  ])('%s %s: %i', async (method, path, status, code, allow) => {
    const body = method === 'PATCH' ? {} : undefined;
    const answer = await ask(path, { method, body });
    expect(answer).toMatchObject({ status, json: { status, code, requestId: expect.any(String) } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers.allow).toBe(allow);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([
    ['another origin', { Origin: 'https://evil.example' }, 403],
    ['no origin at all', { Origin: 'null' }, 403],
    ['our own', { Origin: 'http://localhost:3000' }, 200],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['ours', { 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['JSON', { Accept: 'text/html, application/*;q=0.5' }, 200],
    ['anything', { Accept: '*/*' }, 200],
    ['no JSON', { Accept: 'text/html' }, 406],
    ['JSON last, which is never', { Accept: 'application/json;q=0' }, 406],
  ])('from or for %s', async (_what, headers, status) => {
    const answer = await ask('/me', { headers: headers as unknown as Record<string, string> });
    expect(answer.status, answer.text).toBe(status);
  });

  test.each<[string, unknown, Record<string, string>, number, string]>([
    ['not JSON', '{', {}, 400, 'NOT_JSON'],
    ['nothing', '', {}, 400, 'NOT_JSON'],
    [
      'a form',
      'name=x',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['text', '{}', { 'Content-Type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a list', '[]', {}, 400, 'BAD_INPUT'],
    ['null', 'null', {}, 400, 'BAD_INPUT'],
    ['a prototype', '{"__proto__": {"name": "x"}}', {}, 400, 'NOT_JSON'],
    ['too much', JSON.stringify({ name: 'x'.repeat(70_000) }), {}, 413, 'BODY_TOO_LARGE'],
    ['far too much', 'x'.repeat(600_000), {}, 413, ''],
  ])('with a body that is %s', async (_what, body, headers, status, code) => {
    const answer = await ask('/keys', {
      method: 'POST',
      body,
      headers: { 'Idempotency-Key': randomUUID(), ...headers },
    });
    expect(answer.status, answer.text).toBe(status);
    if (code) expect(answer.json.code).toBe(code);
  });

  test('a charset is no other type', async () => {
    const answer = await ask('/datasets', {
      method: 'POST',
      body: { name: 'One' },
      headers: { 'Idempotency-Key': 'a', 'Content-Type': 'Application/JSON; charset=utf-8' },
    });
    expect(answer.status).toBe(201);
  });

  test('HEAD is GET without its body', async () => {
    const [got, head] = [await ask('/keys'), await ask('/keys', { method: 'HEAD' })];
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-type']).toBe(got.headers['content-type']);
    expect(await api.ask('/keys', { method: 'HEAD' })).toMatchObject({ status: 401, text: '' });
  });

  test('a header of a proxy, and one of ours, are nobody’s', async () => {
    const forged = { 'X-Keyport-Client': '203.0.113.7', 'X-Forwarded-For': '203.0.113.7' };
    await editKey(actor, await editForm(actor, mine.id, { ipRanges: '203.0.113.0/24' }));
    expect((await ask('/me', { headers: forged })).status).toBe(403);
  });

  test('Authorization twice on one connection is not the first of them', async () => {
    const line = `Authorization: Bearer ${mine.key}.${mine.secret}`;
    const { port } = new URL(api.origin);
    const head = `GET /api/v1/me HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n`;
    const once = await sendRaw(Number(port), `${head}${line}\r\n\r\n`);
    const twice = await sendRaw(Number(port), `${head}${line}\r\nauthorization: Basic eDp5\r\n\r\n`);
    expect([once.status, twice.status]).toEqual([200, 401]);
  });
});
