import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, newKeyBody, postKey, startApi, type TestApi } from '@/test/api';
import { newDataset } from '@/test/datasets';
import type { Credentials } from '@/test/personal-keys';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let api: TestApi;
let verifier: TestVerifier;
let actor: Actor;
let mine: Credentials;
let ask: AskApi;
beforeAll(async () => {
  api = await startApi();
  verifier = await startVerifier();
  ({ actor, mine, ask } = await newCaller(api));
});
afterAll(async () => {
  await Promise.all([api.stop(), verifier.stop()]);
});

const create = (body: object, idempotencyKey?: string) => postKey(ask, body, idempotencyKey);
const last = async () =>
  prisma(database()).auditEvent.findFirstOrThrow({
    where: { organizationId: actor.organization.id },
    orderBy: { position: 'desc' },
  });

describe('create', () => {
  test('a key with everything, whose secret works', async () => {
    const { id: dataset } = await newDataset(actor);
    const body = newKeyBody({
      description: 'Frankfurt',
      environment: 'integration',
      expiresAt: '2099-12-24T18:00:00.250+01:00',
      ipRanges: ['203.0.113.0/24', '2001:DB8::/32'],
      limits: [{ limit: 100, period: 'minute' }],
      datasets: [dataset],
      usedIn: 'host 1\nhost 2',
      externalId: 'customer-4711',
      metadata: { plan: 'gold', seats: 5, trial: true },
    });
    const created = await create(body);
    expect(created.status, created.text).toBe(201);
    const { secret, ...key } = created.json;
    expect(created.headers).toMatchObject({ etag: '"1"', location: `/api/v1/keys/${key.id}` });
    expect(key).toMatchObject({
      ...body,
      type: 'secret',
      status: 'active',
      expiresAt: '2099-12-24T17:00:00.250Z',
      ipRanges: ['203.0.113.0/24', '2001:db8::/32'],
      createdBy: actor.name,
      lastUsedAt: null,
      old: null,
      version: 1,
    });
    expect((await ask(`/keys/${key.id}`)).json).toEqual(key);
    const presented = { key: key.key, secret, environment: 'integration', clientIp: '203.0.113.7' };
    expect(await verifier.verify(presented)).toMatchObject({
      code: 'VALID',
      key: { id: key.id, externalId: 'customer-4711', metadata: { plan: 'gold', seats: 5, trial: true } },
    });
    const event = await last();
    expect(event).toMatchObject({
      action: 'key.create',
      actorId: actor.userId,
      details: { program: mine.key },
    });
    expect(JSON.stringify(event)).not.toContain(secret);
  });

  test.each<[string, object, string, RegExp]>([
    ['no name', { name: undefined }, 'name', /./],
    ['a blank name', { name: '  ' }, 'name', /Enter a name/],
    ['null for a name', { name: null }, 'name', /./],
    ['no permission', { permissions: [] }, 'permissions', /at least one/],
    ['a permission that is not granted', { permissions: ['generator', 'other'] }, 'permissions', /other/],
    ['one of the portal', { permissions: ['portal:keys:read'] }, 'permissions', /portal:keys:read/],
    ['a time without offset', { expiresAt: '2099-12-24T18:00:00' }, 'expiresAt', /offset/],
    ['a time that does not exist', { expiresAt: '2099-02-30T18:00:00Z' }, 'expiresAt', /./],
    ['a time in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt', /still to come/],
    ['the year 275760', { expiresAt: '+275760-09-13T00:00:00Z' }, 'expiresAt', /./],
    [
      'a range with host bits',
      { ipRanges: ['10.0.0.0/8', '203.0.113.7/24'] },
      'ipRanges.1',
      /203.0.113.0\/24/,
    ],
    ['two ranges in one', { ipRanges: ['10.0.0.1\n10.0.0.2'] }, 'ipRanges.0', /Not a range/],
    ['everyone', { ipRanges: ['0.0.0.0/0'] }, 'allowEveryone', /Is everyone meant/],
    ['a limit of none', { limits: [{ limit: 0, period: 'minute' }] }, 'limits.0.limit', /./],
    ['two limits', { limits: Array(2).fill({ limit: 1, period: 'day' }) }, 'limits', /one limit/],
    ['a dataset of nobody', { datasets: [randomUUID()] }, 'datasets', /not there/],
    ['an external id with a comma', { externalId: 'a,b' }, 'externalId', /comma/],
    ['nested metadata', { metadata: { a: { b: 1 } } }, 'metadata.a', /A value is/],
    ['what is not known', { secret: 'kps_live_mine' }, '', /not known/],
    ['an owner', { ownerId: randomUUID() }, '', /not known/],
    ['text of another type', { name: { contains: '' } }, 'name', /./],
    ['a broken character', { description: '\ud800' }, 'description', /broken/],
    ['the status of a dead key', { status: 'revoked' }, 'status', /./],
  ])('refuses %s', async (_what, more, field, message) => {
    const refused = await create(newKeyBody(more));
    expect(refused.status, refused.text).toBe(400);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    const [error] = refused.json.errors;
    expect(error).toMatchObject({ field, message: expect.stringMatching(message) });
    expect(refused.text).not.toContain('kps_live_mine');
  });

  test('everyone where that is meant, and a public key without a secret', async () => {
    const body = newKeyBody({ ipRanges: ['0.0.0.0/0', '::/0'], allowEveryone: true, type: 'public' });
    const created = await create(body);
    expect(created.json).toMatchObject({ secret: null, ipRanges: ['0.0.0.0/0', '::/0'], type: 'public' });
  });

  test('a name that is taken', async () => {
    const body = newKeyBody();
    await create(body);
    const refused = await create({ ...body, name: body.name.toUpperCase() });
    expect(refused).toMatchObject({ status: 409, json: { code: 'NAME_TAKEN', errors: [{ field: 'name' }] } });
  });
});
