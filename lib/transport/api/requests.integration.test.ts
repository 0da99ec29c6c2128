import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { changeRole, removeMember } from '@/lib/organizations/memberships/change-team';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { startApi, type TestApi } from '@/test/api';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { type Credentials, personalKey } from '@/test/personal-keys';
import { sendRaw } from '@/test/raw-http';

let api: TestApi;
let actor: Actor;
let mine: Credentials;
let ask: ReturnType<TestApi['as']>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  actor = await newActor();
  mine = await personalKey(actor);
  ask = api.as(mine);
});

const events = () =>
  prisma(database()).auditEvent.findMany({
    where: { organizationId: actor.organization.id },
    orderBy: { position: 'asc' },
  });

describe('who asks', () => {
  test('each way to present a key', async () => {
    const basic = Buffer.from(`${mine.key}:${mine.secret}`).toString('base64');
    for (const headers of [
      { Authorization: `bearer ${mine.key}.${mine.secret}` },
      { Authorization: `Basic ${basic}` },
      { 'X-API-Key': mine.key, 'X-API-Secret': mine.secret },
      { 'X-API-Key': `${mine.key}.${mine.secret}` },
    ]) {
      expect((await api.ask('/me', { headers })).status, JSON.stringify(headers)).toBe(200);
    }
  });

  test('nobody: the challenge names Bearer alone, and no error', async () => {
    for (const headers of [{}, { Cookie: 'next-auth.session-token=x' }, { Authorization: 'Digest x' }]) {
      const answer = await api.ask('/me', { headers: headers as Record<string, string> });
      expect(answer).toMatchObject({ status: 401, json: { code: 'NO_CREDENTIALS', status: 401 } });
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="Keyport"');
    }
  });

  test.each<[string, (given: Credentials) => Record<string, string | string[]>]>([
    [
      'two credentials',
      ({ key, secret }) => ({ Authorization: `Bearer ${key}.${secret}`, 'X-API-Key': key }),
    ],
    [
      'Authorization twice',
      ({ key, secret }) => ({ Authorization: Array(2).fill(`Bearer ${key}.${secret}`) }),
    ],
    ['X-API-Key twice', ({ key, secret }) => ({ 'X-API-Key': [key, key], 'X-API-Secret': secret })],
    ['Bearer alone', () => ({ Authorization: 'Bearer' })],
    ['garbage', () => ({ Authorization: 'Bearer x.y' })],
    ['a secret alone', ({ secret }) => ({ Authorization: `Bearer ${secret}` })],
    ['the key alone', ({ key }) => ({ Authorization: `Bearer ${key}` })],
    ['another secret', ({ key, secret }) => ({ Authorization: `Bearer ${key}.${secret.slice(0, -1)}0` })],
  ])('%s: 401', async (_what, headersOf) => {
    const answer = await api.ask('/me', { headers: headersOf(mine) });
    expect(answer.status, answer.text).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Keyport", error="invalid_token"');
    expect(answer.text).not.toContain(mine.secret);
  });

  test('an organization’s key opens nothing here', async () => {
    const { key, secret } = await newKey(actor);
    const answer = await api.as({ key, secret: secret ?? '' })('/keys');
    expect(answer).toMatchObject({ status: 403, json: { code: 'NOT_A_PERSONAL_KEY' } });
  });

  test('a key that is disabled, expired or used from elsewhere, at once; and its use counts', async () => {
    await changeKeyStatus(actor, 'disable', { id: mine.id });
    expect(await ask('/me')).toMatchObject({ status: 401, json: { code: 'DISABLED' } });
    await changeKeyStatus(actor, 'enable', { id: mine.id });
    await editKey(actor, await editForm(actor, mine.id, { ipRanges: '203.0.113.0/24' }));
    expect(await ask('/me')).toMatchObject({ status: 403, json: { code: 'IP_NOT_ALLOWED' } });
    await editKey(actor, await editForm(actor, mine.id, { ipRanges: '127.0.0.0/8' }));
    expect((await ask('/me')).status).toBe(200);
    const { lastUse } = await prisma(database()).credential.findUniqueOrThrow({
      where: { key: mine.key },
      select: { lastUse: { select: { address: true, count: true } } },
    });
    expect(lastUse).toEqual({ address: '127.0.0.1', count: 1n });

    stopClock();
    try {
      const end = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16);
      const expiration = { local: end, zone: 'UTC' };
      await editKey(actor, await editForm(actor, mine.id, { expiration }));
      expect((await ask('/me')).status).toBe(200);
      advanceClock(3_600_000);
      expect(await ask('/me')).toMatchObject({ status: 401, json: { code: 'EXPIRED' } });
    } finally {
      restoreClock();
    }
  });

  test('what the person may do now decides, and so does what the key holds', async () => {
    const boss = await newActor({ organization: actor.organization.name });
    expect((await ask('/me')).json).toMatchObject({
      person: { id: actor.userId, role: 'admin' },
      key: mine.key,
      rights: expect.arrayContaining(['audit:read', 'keys:read', 'keys:write']),
    });
    await changeRole(boss, { userId: actor.userId, role: 'viewer' });
    expect((await ask('/me')).json.rights).toEqual(['keys:read']);
    expect((await ask('/keys')).status).toBe(200);
    expect((await ask('/audit-events')).status).toBe(403);
    await removeMember(boss, { userId: actor.userId });
    expect((await ask('/keys')).status).toBe(401);
  });

  test('a key that may only read changes nothing, not even its own person’s keys', async () => {
    await editKey(actor, await editForm(actor, mine.id, { permissions: ['portal:keys:read'] }));
    expect((await ask('/keys')).status).toBe(200);
    for (const what of ['disable', 'revoke']) {
      const refused = await ask(`/keys/${mine.id}/${what}`, { method: 'POST' });
      expect(refused).toMatchObject({ status: 403, json: { code: 'FORBIDDEN' } });
    }
    expect((await events()).at(-1)).toMatchObject({
      action: 'key.revoke',
      outcome: 'failure',
      actorId: actor.userId,
      details: { code: 'FORBIDDEN', program: mine.key },
    });
    const raised = await ask(`/keys/${mine.id}`, {
      method: 'PATCH',
      headers: { 'If-Match': '*' },
      body: { permissions: ['portal:keys:write'] },
    });
    expect(raised.status).toBe(403);
  });
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

describe('how often', () => {
  test('what is left is told, and 600 a minute are the end of it', async () => {
    stopClock();
    try {
      const first = await ask('/me');
      expect(first.headers).toMatchObject({
        'ratelimit-policy': '"minute";q=600;w=60',
        ratelimit: expect.stringMatching(/^"minute";r=599;t=\d+$/),
      });
      await prisma(database()).callWindow.update({ where: { apiKeyId: mine.id }, data: { count: 599 } });
      expect((await ask('/me')).headers.ratelimit).toMatch(/r=0;/);
      const refused = await ask('/me');
      expect(refused).toMatchObject({ status: 429, json: { code: 'TOO_MANY_REQUESTS' } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      const other = await newActor({ organization: actor.organization.name });
      expect((await api.as(await personalKey(other))('/me')).status).toBe(200);
      advanceClock(60_000);
      expect((await ask('/me')).status).toBe(200);
    } finally {
      restoreClock();
    }
  });

  test('four at once, one of them an export; one whose portal died is forgotten', async () => {
    const started = (isExport: boolean, leaseUntil = new Date(Date.now() + 60_000)) =>
      prisma(database()).callInProgress.create({
        data: { id: randomUUID(), apiKeyId: mine.id, isExport, leaseUntil },
      });
    await started(true);
    expect(await ask('/exports/keys.csv')).toMatchObject({ status: 429, json: { code: 'TOO_MANY_AT_ONCE' } });
    expect((await ask('/exports/keys.csv', { method: 'HEAD' })).status).toBe(200);
    for (let i = 0; i < 3; i++) await started(false);
    expect(await ask('/me')).toMatchObject({ status: 429, json: { code: 'TOO_MANY_AT_ONCE' } });
    await prisma(database()).callInProgress.updateMany({ data: { leaseUntil: new Date(Date.now() - 1) } });
    expect((await ask('/me')).status).toBe(200);
    expect(await prisma(database()).callInProgress.count({ where: { apiKeyId: mine.id } })).toBe(0);
  });

  test('a call is over when it is answered, however', async () => {
    await ask('/keys/x');
    await ask('/keys', { method: 'POST', body: '{' });
    await ask('/exports/keys.csv');
    expect(await prisma(database()).callInProgress.count({ where: { apiKeyId: mine.id } })).toBe(0);
  });

  test('the key’s own limit holds as well', async () => {
    stopClock();
    try {
      await editKey(actor, await editForm(actor, mine.id, { rate: { limit: '2', period: 'minute' } }));
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await ask('/me')).status);
      expect(statuses).toEqual([200, 200, 429]);
      advanceClock(60_000);
      expect((await ask('/me')).status).toBe(200);
    } finally {
      restoreClock();
    }
  });
});

describe('exports', () => {
  test('the second document’s story: a script exports, and its person’s rights follow it', async () => {
    const boss = await newActor({ organization: actor.organization.name });
    const key = await newKey(actor, { name: 'Exported', externalId: 'customer-1' });
    const csv = await ask('/exports/keys.csv?q=Exported');
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(/^attachment; filename="keyport-.*-api-keys-.*\.csv"/),
    });
    expect(csv.text).toContain(`Exported,,${key.key}`);
    expect(csv.text).not.toContain(String(key.secret));
    const lines = (await ask('/exports/keys.jsonl')).text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(4);
    expect(lines.find(({ name }) => name === 'Exported')).toEqual((await ask(`/keys/${key.id}`)).json);
    const log = (await ask('/exports/audit-events.jsonl?action=key.export')).text.trim().split('\n');
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      {
        action: 'key.export',
        actor: actor.name,
        changes: expect.arrayContaining([{ field: 'rows', after: 4 }]),
      },
      { action: 'key.export' },
    ]);
    expect((await ask('/exports/audit-events.csv')).text).toContain('key.create');

    await changeRole(boss, { userId: actor.userId, role: 'operations' });
    expect((await ask('/exports/audit-events.csv')).status).toBe(403);
    await changeRole(boss, { userId: actor.userId, role: 'viewer' });
    const create = await ask('/keys', { method: 'POST', headers: { 'Idempotency-Key': 'a' }, body: {} });
    expect(create.status).toBe(403);
    await removeMember(boss, { userId: actor.userId });
    expect((await ask('/exports/keys.csv')).status).toBe(401);
  });

  test('HEAD is no export', async () => {
    const before = (await events()).length;
    const head = await ask('/exports/keys.csv', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-type']).toMatch(/^text\/csv/);
    expect((await events()).length).toBe(before);
    expect((await ask('/exports/keys.csv', { headers: { Accept: 'application/json' } })).status).toBe(406);
  });
});

describe('datasets and the log', () => {
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
      (await ask(`/audit-events?area=key&${query}`)).json.data.map(
        ({ action }: { action: string }) => action,
      );
    expect(await named(`from=${at}`)).toContain('key.disable');
    expect(await named(`to=${at}`)).not.toContain('key.disable');
    expect((await ask('/audit-events?from=yesterday')).status).toBe(400);
  });
});
