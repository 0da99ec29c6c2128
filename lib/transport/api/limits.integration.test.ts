import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, startApi, type TestApi } from '@/test/api';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { editForm } from '@/test/keys';
import { newActor } from '@/test/people';
import { type Credentials, personalKey } from '@/test/personal-keys';

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
