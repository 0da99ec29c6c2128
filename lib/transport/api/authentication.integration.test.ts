import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { changeRole, removeMember } from '@/lib/organizations/memberships/change-team';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, startApi, type TestApi } from '@/test/api';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import type { Credentials } from '@/test/personal-keys';

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
