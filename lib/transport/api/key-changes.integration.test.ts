import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { type AskApi, newCaller, newKeyBody, postKey, startApi, type TestApi } from '@/test/api';
import { newKey } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { personalKey } from '@/test/personal-keys';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let api: TestApi;
let verifier: TestVerifier;
let actor: Actor;
let ask: AskApi;
beforeAll(async () => {
  api = await startApi();
  verifier = await startVerifier();
  ({ actor, ask } = await newCaller(api));
});
afterAll(async () => {
  await Promise.all([api.stop(), verifier.stop()]);
});

const create = (body: object) => postKey(ask, body);
const pick = ({ key, secret }: { key: string; secret: string | null }) => ({ key, secret });

describe('the rest of a key’s life', () => {
  test('disabled, enabled, revoked: as the verifier says, and again without harm', async () => {
    const { id, key, secret } = (await create(newKeyBody())).json;
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
