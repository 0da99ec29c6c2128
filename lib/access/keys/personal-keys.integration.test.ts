import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { getOverview } from '@/lib/features/overview/overview';
import { findTryKeys, getTryKey, tryRequest } from '@/lib/features/try-request/try-request';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { DAY_MS } from '@/lib/platform/time/durations';
import { editForm, requireKey, rollForm } from '@/test/keys';
import { rerunMigration } from '@/test/migration';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import { blockOldCredential } from './block-old-credential';
import { changeKeyStatus } from './change-status';
import { deleteKey } from './delete-key';
import { editKey } from './edit-key';
import { getKey, listKeys } from './list-keys';
import { listOwnKeys } from './list-personal-keys';
import { revealKey } from './reveal-key';
import { rollKey } from './roll-key';

let admin: Actor;
let owner: Actor;
let colleague: Actor;
let key: KeyDetail;
let verifier: TestVerifier;
beforeAll(async () => {
  admin = await newActor();
  const organization = admin.organization.name;
  owner = await newActor({ organization, role: 'viewer' });
  colleague = await newActor({ organization, role: 'operations' });
  key = await ownKey(owner);
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

async function ownKey(who: Actor): Promise<KeyDetail> {
  const [own] = await listOwnKeys(who);
  if (!own) throw new Error('No personal key');
  return requireKey(who, own.id);
}

const failures = (actorId: string) =>
  prisma(database()).auditEvent.findMany({ where: { actorId, outcome: 'failure', subjectId: key.id } });
const tried = (credentialId: string) => ({
  credentialId,
  withSecret: true,
  environment: 'production' as const,
  method: 'POST' as const,
  path: '',
  permission: '',
  client: '',
  dataset: '',
});

describe('seen by their owner and by Admins', () => {
  const looks: [string, (who: Actor) => Promise<boolean>][] = [
    ['in the table', async (who) => has((await listKeys(who, keyQuerySchema.parse({}))).rows)],
    ['searched for', async (who) => (await listKeys(who, keyQuerySchema.parse({ q: key.key }))).total === 1],
    ['on its page', async (who) => (await getKey(who, key.id)) !== null],
    ['tried', async (who) => (await tryRequest(who, tried(key.credentialId))).ok],
    ['chosen to try', async (who) => (await getTryKey(who, key.id)) !== null],
  ];
  const has = (rows: { id: string }[]) => rows.some(({ id }) => id === key.id);
  test.each(looks)('%s', async (_how, look) => {
    expect([await look(admin), await look(owner), await look(colleague)]).toEqual([true, true, false]);
  });

  test('to try a request with', async () => {
    const seen = async (who: Actor) => {
      const answer = await findTryKeys(who, { text: key.key });
      return answer.ok && has(answer.value.keys);
    };
    expect([await seen(admin), await seen(owner), await seen(colleague)]).toEqual([true, true, false]);
  });

  test('counted', async () => {
    // The Default API Key, and of three personal keys those that are seen.
    const active = async (who: Actor) => (await getOverview(who)).active;
    expect([await active(admin), await active(owner), await active(colleague)]).toEqual([4, 2, 2]);
  });

  test('an old one that no one has revealed wants no attention', async () => {
    await prisma(database()).credential.updateMany({
      where: { apiKeyId: key.id },
      data: { createdAt: new Date('2020-01-01') },
    });
    expect((await getOverview(admin)).items).toEqual([]);
  });
});

describe('what others may do', () => {
  const deeds: [string, (who: Actor) => Promise<{ ok: boolean; code?: string }>, string | null][] = [
    ['reveal', (who) => revealKey(who, { id: key.id }), 'FORBIDDEN'],
    ['roll', async (who) => rollKey(who, await rollForm(owner, key.id, '123456')), 'FORBIDDEN'],
    ['edit', async (who) => editKey(who, await editForm(owner, key.id)), 'FORBIDDEN'],
    ['disable', (who) => changeKeyStatus(who, 'disable', { id: key.id }), null],
    ['enable', (who) => changeKeyStatus(who, 'enable', { id: key.id }), null],
    [
      'block old',
      (who) => blockOldCredential(who, { id: key.id, credentialId: key.credentialId }),
      'NOTHING_TO_BLOCK',
    ],
    ['delete', (who) => deleteKey(who, { id: key.id, confirmation: 'x' }), 'CONFIRMATION_DIFFERS'],
  ];
  test.each(deeds)('%s', async (_deed, run, adminsCode) => {
    const before = await failures(admin.userId);
    const answer = await run(admin);
    expect('code' in answer ? answer.code : null).toBe(adminsCode);
    const refusals = (await failures(admin.userId)).slice(before.length);
    expect(refusals.map(({ details }) => details)).toEqual(
      adminsCode === 'FORBIDDEN' ? [{ code: 'FORBIDDEN' }] : [],
    );
    expect(await run(colleague)).toMatchObject({ code: 'KEY_NOT_FOUND' });
    expect(await run(await newActor())).toMatchObject({ code: 'KEY_NOT_FOUND' });
  });
});

describe('the owner, whatever their role', () => {
  test('reveals the secret once, which is recorded without it', async () => {
    const who = await newActor({ organization: admin.organization.name, role: 'viewer' });
    const own = await ownKey(who);
    const answers = await Promise.all([1, 2, 3].map(() => revealKey(who, { id: own.id })));
    const [shown] = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'KEY_REVEALED' });
    expect(shown).toMatchObject({ key: own.key, secret: expect.stringMatching(/^kps_live_/) });
    const events = await prisma(database()).auditEvent.findMany({ where: { subjectId: own.id } });
    expect(events.map(({ action }) => action)).toEqual(['key.create', 'key.reveal']);
    expect(JSON.stringify(events)).not.toContain(shown?.secret);
    expect(await ownKey(who)).toMatchObject({
      revealed: true,
      allowedOperations: ['edit', 'roll', 'stop', 'delete', 'allow-self-rotation'],
    });
  });

  test("the secret's age counts from when it was made, however old the key is", async () => {
    const old = await newActor({ organization: admin.organization.name, role: 'viewer' });
    const { id, credentialId } = await ownKey(old);
    const longAgo = new Date(Date.now() - 800 * DAY_MS);
    await prisma(database()).apiKey.update({ where: { id }, data: { createdAt: longAgo } });
    await prisma(database()).credential.update({ where: { id: credentialId }, data: { createdAt: longAgo } });
    const revealed = await revealKey(old, { id });
    expect(revealed.ok).toBe(true);
    expect((await requireKey(old, id)).rotationDue).toBe(false);
    expect((await getOverview(old)).items.map(({ key }) => key.id)).not.toContain(id);
  });

  test('whose secret was revealed before its age was kept has it from the audit log', async () => {
    const who = await newActor({ organization: admin.organization.name, role: 'viewer' });
    const unrevealed = await ownKey(
      await newActor({ organization: admin.organization.name, role: 'viewer' }),
    );
    const own = await ownKey(who);
    await revealKey(who, { id: own.id });
    await revealKey(admin, { id: unrevealed.id });
    // As they were written then: made with the account, and revealed years later.
    const longAgo = new Date(Date.now() - 800 * DAY_MS);
    await prisma(database()).credential.updateMany({
      where: { apiKeyId: { in: [own.id, unrevealed.id] } },
      data: { createdAt: longAgo },
    });
    expect((await requireKey(who, own.id)).rotationDue).toBe(true);
    await rerunMigration('credential_age');
    const [event] = await prisma(database()).auditEvent.findMany({
      where: { subjectId: own.id, action: 'key.reveal' },
    });
    const madeAt = async (id: string) =>
      (await prisma(database()).credential.findFirstOrThrow({ where: { apiKeyId: id } })).createdAt;
    expect(await madeAt(own.id)).toEqual(event?.at);
    expect((await requireKey(who, own.id)).rotationDue).toBe(false);
    // That an Admin was refused made no secret.
    expect(await madeAt(unrevealed.id)).toEqual(longAgo);
  });

  test('rolls it afterwards, and not before', async () => {
    const who = await newActor({ organization: admin.organization.name, role: 'viewer' });
    const { seed } = await withAuthenticator(who);
    await prisma(database()).authenticator.updateMany({
      where: { userId: who.userId },
      data: { lastStep: 0 },
    });
    const own = await ownKey(who);
    const roll = async () => rollKey(who, await rollForm(who, own.id, await passcodeAt(seed, new Date())));
    expect(await roll()).toMatchObject({ code: 'KEY_NOT_REVEALED' });
    await revealKey(who, { id: own.id });
    expect(await roll()).toMatchObject({ ok: true, value: { secret: expect.any(String) } });
  });

  test('gives it no more than they may do themselves', async () => {
    const who = await newActor({ organization: admin.organization.name, role: 'viewer' });
    const own = await ownKey(who);
    const to = async (permissions: string[]) => editKey(who, await editForm(who, own.id, { permissions }));
    expect(await to(['portal:keys:read', 'generator'])).toMatchObject({ code: 'PERMISSION_NOT_GRANTED' });
    expect(await to(['portal:keys:read'])).toMatchObject({ ok: true });
    expect(await to(['portal:keys:read', 'portal:keys:write'])).toMatchObject({
      code: 'PERMISSION_NOT_GRANTED',
    });
    expect((await requireKey(who, own.id)).permissions).toMatchObject([{ name: 'portal:keys:read' }]);
  });
});

test('at the verifier a personal key may do nothing', async () => {
  const who = await newActor();
  const own = await ownKey(who);
  const before = await verifier.verify({ key: own.key, secret: 'kps_live_wrong' });
  expect(before).toMatchObject({ code: 'NOT_FOUND' });
  const revealed = await revealKey(who, { id: own.id });
  if (!revealed.ok) throw new Error(revealed.code);
  const { secret } = revealed.value;
  const ask = async (more: object) => (await verifier.verify({ key: own.key, secret, ...more })).code;
  expect(await ask({ permission: 'portal:keys:read' })).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await ask({ permission: 'generator' })).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await ask({ method: 'POST', path: '/v2/token/generate' })).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await verifier.verify({ key: own.key, secret })).toMatchObject({
    valid: true,
    key: { permissions: [] },
  });
});
