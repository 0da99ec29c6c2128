import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SelfRollGrace } from '@/lib/access/key-records/schema';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { startApi, type TestApi } from '@/test/api';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { editForm, newKey, requireKey } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { personalKey } from '@/test/personal-keys';
import { type Smtp, startMailForSettings } from '@/test/smtp';
import { startVerifier, type TestVerifier } from '@/test/verifier';
import { allowSelfRotation, stopSelfRotation } from './allow-self-rotation';

const HOUR_MS = 3_600_000;

let api: TestApi;
let verifier: TestVerifier;
let smtp: Smtp;
beforeAll(async () => {
  smtp = await startMailForSettings();
  [api, verifier] = [await startApi(), await startVerifier()];
});
afterAll(async () => {
  await Promise.all([api.stop(), verifier.stop()]);
  smtp.stop();
});

let admin: Actor;
let seed: string;
beforeEach(async () => {
  stopClock();
  admin = await newActor();
  ({ seed } = await withAuthenticator(admin));
});
afterEach(() => restoreClock());

async function passcode(): Promise<string> {
  await prisma(database()).authenticator.update({ where: { userId: admin.userId }, data: { lastStep: 0 } });
  return passcodeAt(seed, new Date());
}
const allow = async (id: string, grace: SelfRollGrace = '12h') =>
  allowSelfRotation(admin, { id, grace, passcode: await passcode() });

type Pair = { key: string; secret: string | null };
const pair = ({ key, secret }: Pair) => ({ key, secret: secret ?? '' });
const rollSelf = (credentials: Pair) => api.as(pair(credentials))('/self/roll', { method: 'POST' });
const codeOf = async (credentials: Pair) => (await verifier.verify(pair(credentials))).code;
/** As a verifier writes it within a second. */
const noteUse = async (key: string) => {
  const { id: credentialId } = await prisma(database()).credential.findUniqueOrThrow({ where: { key } });
  await prisma(database()).credentialUse.create({ data: { credentialId, at: new Date(), count: 1 } });
};

describe('who allows it', () => {
  test('an Admin with a passcode; without one nothing changes', async () => {
    const key = await newKey(admin);
    expect(await allowSelfRotation(admin, { id: key.id, grace: '1h', passcode: '000000' })).toMatchObject({
      code: 'PASSCODE_WRONG',
    });
    expect((await requireKey(admin, key.id)).selfRollGrace).toBeNull();
    expect(await allow(key.id, '1h')).toEqual({ ok: true, value: null });
    expect((await requireKey(admin, key.id)).selfRollGrace).toBe('1h');
    expect(await stopSelfRotation(admin, { id: key.id })).toEqual({ ok: true, value: null });
    expect((await requireKey(admin, key.id)).selfRollGrace).toBeNull();
    const events = await prisma(database()).auditEvent.findMany({
      where: { subjectId: key.id, action: 'key.self-rotation', outcome: 'success' },
      orderBy: { position: 'asc' },
    });
    expect(events.map(({ details }) => details)).toEqual([
      { before: null, after: '1h' },
      { before: '1h', after: null },
    ]);
  });

  test('nobody else: another role, another organization, a program', async () => {
    const key = await newKey(admin);
    const given = { id: key.id, grace: '1h', passcode: '123456' } as const;
    for (const role of ['operations', 'viewer'] as const) {
      const colleague = await newActor({ organization: admin.organization.name, role });
      expect(await allowSelfRotation(colleague, given)).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await allowSelfRotation(await newActor(), given)).toMatchObject({ code: 'KEY_NOT_FOUND' });
    const program = { key: 'kp_live_x', rights: new Set(['keys:write', 'self-rotation:allow'] as const) };
    expect(await allowSelfRotation({ ...admin, program }, given)).toMatchObject({ code: 'FORBIDDEN' });
    const patched = await api.as(await personalKey(admin))(`/keys/${key.id}`, {
      method: 'PATCH',
      headers: { 'If-Match': '*' },
      body: { selfRollGrace: '1h' },
    });
    expect(patched.status).toBe(400);
  });

  test('of a personal key its owner alone, and of a public one nobody', async () => {
    const mine = await personalKey(admin);
    const colleague = await newActor({ organization: admin.organization.name });
    const given = { id: mine.id, grace: '1h', passcode: '123456' } as const;
    expect(await allowSelfRotation(colleague, given)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await allow(mine.id)).toMatchObject({ ok: true });
    const open = await newKey(admin, { type: 'public' });
    expect(await allow(open.id)).toMatchObject({ code: 'NO_SECRET' });
  });
});

describe('a key rolls itself', () => {
  test('only where it is allowed; the answer has what works, and the log names the key', async () => {
    const key = await newKey(admin, { name: 'Token server' });
    expect(await rollSelf(key)).toMatchObject({ status: 403, json: { code: 'SELF_ROLL_NOT_ALLOWED' } });
    await allow(key.id, '24h');
    const rolled = await rollSelf(key);
    expect(rolled.status, rolled.text).toBe(201);
    expect(Object.keys(rolled.json).sort()).toEqual(['key', 'oldEndsAt', 'secret']);
    expect(Date.parse(rolled.json.oldEndsAt) - Date.now()).toBe(24 * HOUR_MS);
    expect([await codeOf(rolled.json), await codeOf(key)]).toEqual(['VALID', 'VALID']);
    const event = await prisma(database()).auditEvent.findFirstOrThrow({
      where: { subjectId: key.id, action: 'key.roll', outcome: 'success' },
    });
    expect(event).toMatchObject({
      actorId: null,
      actorName: 'Token server',
      details: { before: key.key, after: rolled.json.key, program: key.key },
    });
    expect(JSON.stringify(event)).not.toContain(rolled.json.secret);
    await expect.poll(() => smtp.messagesTo(admin.email).length).toBe(1);
    expect(JSON.stringify(smtp.messagesTo(admin.email))).toContain('Token server rolled itself');
    expect(JSON.stringify(smtp.messagesTo(admin.email))).not.toContain(rolled.json.secret);
  });

  test('a second time within the grace period: refused; after it, with the new credentials', async () => {
    const key = await newKey(admin);
    await allow(key.id, '1h');
    const { json: first } = await rollSelf(key);
    expect(await rollSelf(first)).toMatchObject({ status: 409, json: { code: 'ROLL_IN_PROGRESS' } });
    advanceClock(HOUR_MS);
    expect(await rollSelf(key)).toMatchObject({ status: 401, json: { code: 'ROLLED' } });
    expect((await rollSelf(first)).status).toBe(201);
  });

  test('at most once an hour, even if the old ones were ended early', async () => {
    const key = await newKey(admin);
    await allow(key.id, '7d');
    const { json: first } = await rollSelf(key);
    await api.as(await personalKey(admin))(`/keys/${key.id}/end-old`, { method: 'POST' });
    const early = await rollSelf(first);
    expect(early).toMatchObject({ status: 429, json: { code: 'ROLLED_RECENTLY' } });
    expect(early.headers['retry-after']).toBe('3600');
    advanceClock(HOUR_MS);
    expect((await rollSelf(first)).status).toBe(201);
  });

  test('the answer was lost: the old credentials ask again, and the lost ones never work', async () => {
    const key = await newKey(admin);
    await allow(key.id);
    const { json: lost } = await rollSelf(key);
    advanceClock(60_000);
    const again = await rollSelf(key);
    expect(again.status, again.text).toBe(201);
    expect(again.json.oldEndsAt).toBe(lost.oldEndsAt);
    expect([await codeOf(key), await codeOf(lost), await codeOf(again.json)]).toEqual([
      'VALID',
      'ROLLED',
      'VALID',
    ]);
  });

  test('a thief with the old secret comes too late once the new credentials were used', async () => {
    const key = await newKey(admin);
    await allow(key.id);
    const { json: fresh } = await rollSelf(key);
    await noteUse(fresh.key);
    expect(await rollSelf(key)).toMatchObject({ status: 409, json: { code: 'ROLL_IN_PROGRESS' } });
    expect(await codeOf(fresh)).toBe('VALID');
    const refusal = await prisma(database()).auditEvent.findFirstOrThrow({
      where: { subjectId: key.id, outcome: 'failure' },
    });
    expect(refusal).toMatchObject({
      action: 'key.roll',
      details: { code: 'ROLL_IN_PROGRESS', program: key.key },
    });
  });

  test('of ten at the same time one begins the grace period, and each answer but the last is replaced', async () => {
    const key = await newKey(admin);
    await allow(key.id);
    const answers = await Promise.all([1, 2, 3].map(() => rollSelf(key)));
    const issued = answers.filter(({ status }) => status === 201).map(({ json }) => json);
    const codes = await Promise.all(issued.map(codeOf));
    expect(codes.filter((code) => code === 'VALID')).toHaveLength(1);
    expect(await codeOf(key)).toBe('VALID');
  });

  test('status, expiry and IP ranges hold', async () => {
    const key = await newKey(admin);
    await allow(key.id);
    await changeKeyStatus(admin, 'disable', { id: key.id });
    expect(await rollSelf(key)).toMatchObject({ status: 401, json: { code: 'DISABLED' } });
    await changeKeyStatus(admin, 'enable', { id: key.id });
    await editKey(admin, await editForm(admin, key.id, { ipRanges: '203.0.113.7' }));
    expect(await rollSelf(key)).toMatchObject({ status: 403, json: { code: 'IP_NOT_ALLOWED' } });
    const soon = new Date(Date.now() + 2 * HOUR_MS).toISOString().slice(0, 16);
    await editKey(
      admin,
      await editForm(admin, key.id, { ipRanges: '', expiration: { local: soon, zone: 'UTC' } }),
    );
    const rolled = await rollSelf(key);
    expect(rolled.json.oldEndsAt).toBe(`${soon}:00.000Z`);
    await changeKeyStatus(admin, 'revoke', { id: key.id });
    expect((await rollSelf(rolled.json)).status).toBe(401);
  });
});
