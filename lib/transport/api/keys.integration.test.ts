import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKey } from '@/lib/access/keys/create-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { startApi, type TestApi } from '@/test/api';
import { newDataset } from '@/test/datasets';
import { keyForm, newKey } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { type Credentials, personalKey } from '@/test/personal-keys';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let api: TestApi;
let verifier: TestVerifier;
let actor: Actor;
let mine: Credentials;
let ask: ReturnType<TestApi['as']>;
beforeAll(async () => {
  api = await startApi();
  verifier = await startVerifier();
  actor = await newActor();
  mine = await personalKey(actor);
  ask = api.as(mine);
});
afterAll(async () => {
  await Promise.all([api.stop(), verifier.stop()]);
});

const create = (body: object, idempotencyKey: string = randomUUID()) =>
  ask('/keys', { method: 'POST', headers: { 'Idempotency-Key': idempotencyKey }, body });
const named = (more: object = {}) => ({ name: `Key ${randomUUID()}`, permissions: ['generator'], ...more });
const last = async () =>
  prisma(database()).auditEvent.findFirstOrThrow({
    where: { organizationId: actor.organization.id },
    orderBy: { position: 'desc' },
  });

describe('create', () => {
  test('a key with everything, whose secret works', async () => {
    const { id: dataset } = await newDataset(actor);
    const body = named({
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
    const refused = await create(named(more));
    expect(refused.status, refused.text).toBe(400);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    const [error] = refused.json.errors;
    expect(error).toMatchObject({ field, message: expect.stringMatching(message) });
    expect(refused.text).not.toContain('kps_live_mine');
  });

  test('everyone where that is meant, and a public key without a secret', async () => {
    const body = named({ ipRanges: ['0.0.0.0/0', '::/0'], allowEveryone: true, type: 'public' });
    const created = await create(body);
    expect(created.json).toMatchObject({ secret: null, ipRanges: ['0.0.0.0/0', '::/0'], type: 'public' });
  });

  test('a name that is taken', async () => {
    const body = named();
    await create(body);
    const refused = await create({ ...body, name: body.name.toUpperCase() });
    expect(refused).toMatchObject({ status: 409, json: { code: 'NAME_TAKEN', errors: [{ field: 'name' }] } });
  });
});

describe('the same Idempotency-Key', () => {
  test('again: the same key, and no secret', async () => {
    const [body, id] = [named(), randomUUID()];
    const first = await create(body, id);
    const second = await create(body, id);
    expect(second.status).toBe(200);
    expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true', etag: '"1"' });
    expect(second.json).toEqual({ ...first.json, secret: null });
  });

  test('after the answer was lost: the key is there, once', async () => {
    const [body, id] = [named(), 'retry-1'];
    await create(body, id);
    const count = () => prisma(database()).apiKey.count({ where: { name: body.name } });
    expect((await create(body, id)).json.secret).toBeNull();
    expect(await count()).toBe(1);
  });

  test('with another body', async () => {
    const id = randomUUID();
    await create(named(), id);
    expect(await create(named(), id)).toMatchObject({
      status: 422,
      json: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  test('at the same time: one key, whatever the others are told', async () => {
    const [body, id] = [named(), randomUUID()];
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
    await create(named(), id);
    const headers = { 'Idempotency-Key': id };
    expect((await theirs('/keys', { method: 'POST', headers, body: named() })).status).toBe(201);
  });

  test('after the key was deleted', async () => {
    const [body, id] = [named(), randomUUID()];
    const { json } = await create(body, id);
    await ask(`/keys/${json.id}`, { method: 'DELETE' });
    expect(await create(body, id)).toMatchObject({ status: 409, json: { code: 'CREATED_BUT_DELETED' } });
  });

  test.each(['', 'two words', 'x'.repeat(256), 'é'])('missing, or not one: %j', async (id) => {
    const headers = { 'Idempotency-Key': Buffer.from(id).toString('latin1') };
    const refused = await ask('/keys', { method: 'POST', headers, body: named() });
    expect(refused).toMatchObject({ status: 400, json: { code: 'IDEMPOTENCY_KEY_REQUIRED' } });
  });
});

describe('edit', () => {
  const edit = (id: string, body: object, ifMatch: string | null = '"1"') =>
    ask(`/keys/${id}`, { method: 'PATCH', headers: ifMatch === null ? {} : { 'If-Match': ifMatch }, body });

  test('what is absent stays, null clears, lists replace', async () => {
    const { json } = await create(
      named({
        description: 'x',
        expiresAt: '2099-01-01T00:00:00.123Z',
        ipRanges: ['0.0.0.0/0'],
        allowEveryone: true,
        limits: [{ limit: 5, period: 'second' }],
        externalId: 'a',
        metadata: { a: 1 },
        permissions: ['generator', 'mapper'],
      }),
    );
    const { secret: _secret, ...before } = json;
    const renamed = await edit(before.id, { name: 'Renamed by API' });
    expect(renamed.json).toEqual({ ...before, name: 'Renamed by API', version: 2 });
    expect(renamed.headers.etag).toBe('"2"');
    const cleared = await edit(
      before.id,
      {
        description: null,
        expiresAt: null,
        ipRanges: null,
        limits: null,
        externalId: null,
        metadata: null,
        usedIn: null,
        datasets: null,
        permissions: ['mapper'],
      },
      '"2"',
    );
    expect(cleared.json).toMatchObject({
      description: '',
      expiresAt: null,
      ipRanges: [],
      limits: [],
      externalId: null,
      metadata: {},
      permissions: ['mapper'],
      version: 3,
    });
  });

  test('the entity tag decides: none, another, a weak one, one of several, any', async () => {
    const { id } = (await create(named())).json;
    const body = { description: 'y' };
    expect(await edit(id, body, null)).toMatchObject({
      status: 428,
      json: { code: 'PRECONDITION_REQUIRED' },
    });
    for (const tag of ['"2"', 'W/"1"', '1', '"', '']) {
      const refused = await edit(id, body, tag);
      expect(refused, tag).toMatchObject({ status: 412, json: { code: 'KEY_CHANGED' } });
      expect(refused.headers.etag).toBe('"1"');
    }
    expect((await edit(id, body, '"7", "1"')).status).toBe(200);
    expect((await edit(id, body, '*')).status).toBe(200);
  });

  test('of two at the same time one is told', async () => {
    const { id } = (await create(named())).json;
    const both = await Promise.all([edit(id, { description: 'a' }), edit(id, { usedIn: 'b' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const any = await Promise.all([edit(id, { description: 'c' }, '*'), edit(id, { usedIn: 'd' }, '*')]);
    expect(any.map(({ status }) => status)).toEqual([200, 200]);
    expect((await ask(`/keys/${id}`)).json).toMatchObject({ description: 'c', usedIn: 'd' });
  });

  test('keeps a permission that the organization lost, and never gets it back', async () => {
    const poor = await newActor();
    const theirs = api.as(await personalKey(poor));
    const key = await newKey(poor, { permissions: ['mapper', 'generator'] });
    await prisma(database()).grant.deleteMany({
      where: { organizationId: poor.organization.id, permissionName: 'mapper' },
    });
    const patch = (body: object) =>
      theirs(`/keys/${key.id}`, { method: 'PATCH', headers: { 'If-Match': '*' }, body });
    expect((await patch({ permissions: ['mapper', 'generator'] })).status).toBe(200);
    expect((await patch({ permissions: ['generator'] })).status).toBe(200);
    expect(await patch({ permissions: ['mapper', 'generator'] })).toMatchObject({
      status: 400,
      json: { code: 'PERMISSION_NOT_GRANTED' },
    });
  });
});

describe('the rest of a key’s life', () => {
  test('disabled, enabled, revoked: as the verifier says, and again without harm', async () => {
    const { id, key, secret } = (await create(named())).json;
    const post = (what: string) => ask(`/keys/${id}/${what}`, { method: 'POST' });
    const code = async () => (await verifier.verify({ key, secret })).code;
    expect((await post('disable')).json).toMatchObject({ id, status: 'disabled' });
    expect(await code()).toBe('DISABLED');
    expect((await post('disable')).status).toBe(200);
    expect((await post('enable')).json.status).toBe('active');
    expect(await code()).toBe('VALID');
    expect((await post('revoke')).json.status).toBe('revoked');
    expect(await code()).toBe('REVOKED');
    expect(await post('enable')).toMatchObject({ status: 409, json: { code: 'KEY_REVOKED' } });
    expect((await ask(`/keys/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await code()).toBe('NOT_FOUND');
    expect((await ask(`/keys/${id}`)).status).toBe(404);
  });

  test('rolled with the owner’s passcode, and the old credentials ended early', async () => {
    const person = await newActor();
    const { seed } = await withAuthenticator(person);
    const theirs = api.as(await personalKey(person));
    const passcode = async () => {
      await prisma(database()).authenticator.update({
        where: { userId: person.userId },
        data: { lastStep: 0 },
      });
      return passcodeAt(seed, new Date());
    };
    const before = await newKey(person);
    const roll = (body: object) => theirs(`/keys/${before.id}/roll`, { method: 'POST', body });
    expect(await roll({ passcode: '000000' })).toMatchObject({
      status: 403,
      json: { code: 'PASSCODE_WRONG', errors: [{ field: 'passcode' }] },
    });
    expect(await roll({})).toMatchObject({ status: 400, json: { errors: [{ field: 'passcode' }] } });
    expect((await roll({ passcode: await passcode(), grace: '2h' })).json.errors[0].field).toBe('grace');

    const rolled = await roll({ passcode: await passcode(), grace: '24h' });
    expect(rolled.status, rolled.text).toBe(201);
    const { key, secret, oldEndsAt } = rolled.json;
    expect(Date.parse(oldEndsAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const codes = async () =>
      Promise.all([before, { key, secret }].map(async (each) => (await verifier.verify(pick(each))).code));
    expect(await codes()).toEqual(['VALID', 'VALID']);
    expect((await theirs(`/keys/${before.id}`)).json.old).toMatchObject({
      key: before.key,
      endsAt: oldEndsAt,
    });

    const ended = await theirs(`/keys/${before.id}/end-old`, { method: 'POST' });
    expect(ended.json.old).toBeNull();
    expect(await codes()).toEqual(['ROLLED', 'VALID']);
    expect(await theirs(`/keys/${before.id}/end-old`, { method: 'POST' })).toMatchObject({
      status: 409,
      json: { code: 'NOTHING_TO_BLOCK' },
    });

    const at = new Date(Date.now() + 3_600_000).toISOString();
    expect((await roll({ passcode: await passcode(), grace: at })).json.oldEndsAt).toBe(at);
    expect((await roll({ passcode: await passcode(), grace: '0' })).status).toBe(201);
    const past = await roll({ passcode: await passcode(), grace: '2020-01-01T00:00:00Z' });
    expect(past).toMatchObject({ status: 400, json: { errors: [{ field: 'grace' }] } });
  });

  test('without an authenticator nothing is rolled', async () => {
    const key = await newKey(actor);
    const refused = await ask(`/keys/${key.id}/roll`, { method: 'POST', body: { passcode: '123456' } });
    expect(refused).toMatchObject({ status: 403, json: { code: 'NO_AUTHENTICATOR' } });
  });
});

const pick = ({ key, secret }: { key: string; secret: string | null }) => ({ key, secret });

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
    await create(named({ name: 'Needle', externalId: 'needle-7', type: 'public' }));
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
