import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { changeRole, removeMember } from '@/lib/organizations/memberships/change-team';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, startApi, type TestApi } from '@/test/api';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';

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

const events = () =>
  prisma(database()).auditEvent.findMany({
    where: { organizationId: actor.organization.id },
    orderBy: { position: 'asc' },
  });

describe('exports', () => {
  test('a script exports, and its person’s rights follow it', async () => {
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
