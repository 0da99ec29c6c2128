import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { DAY_MS, HOUR_MS } from '@/lib/platform/time/durations';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { blockOldCredential } from './block-old-credential';
import { changeKeyStatus } from './change-status';
import { deleteKey } from './delete-key';
import { rollKey } from './roll-key';
import type { Reveal } from './schema';

const start = new Date('2026-11-21T12:00:00.000Z');
const STEP_MS = 30_000;

let actor: Actor;
let seed: string;
let key: Reveal;

beforeEach(async () => {
  stopClock(start);
  actor = await newActor();
  seed = (await withAuthenticator(actor)).seed;
  key = await newKey(actor);
  advanceClock(STEP_MS);
});
afterEach(() => {
  restoreClock();
});

const passcode = () => passcodeAt(seed, new Date());
const form = async (more = {}) => rollForm(actor, key.id, await passcode(), more);
const credentials = () =>
  prisma(database()).credential.findMany({ where: { apiKeyId: key.id }, orderBy: { createdAt: 'asc' } });

describe('rolling', () => {
  test('makes new credentials; the old ones end with the grace', async () => {
    const rolled = await rollKey(actor, await form({ grace: '1h' }));
    if (!rolled.ok) throw new Error(rolled.code);
    expect(rolled.value.id).toBe(key.id);
    expect(rolled.value.key).not.toBe(key.key);
    expect(rolled.value.secret).not.toBe(key.secret);
    const [old, current] = await credentials();
    expect(old).toMatchObject({ key: key.key, endsAt: new Date(Date.now() + HOUR_MS) });
    expect(current).toMatchObject({ key: rolled.value.key, endsAt: null, replacedAt: null });
  });

  test('a second time ends the older ones immediately', async () => {
    await rollKey(actor, await form({ grace: '7d' }));
    advanceClock(STEP_MS);
    const now = new Date();
    await rollKey(actor, await form({ grace: '7d' }));
    const [first, second, third] = await credentials();
    expect(first?.endsAt).toEqual(now);
    expect(second?.endsAt).toEqual(new Date(now.getTime() + 7 * DAY_MS));
    expect(third?.endsAt).toBeNull();
  });

  test('leaves a disabled key disabled', async () => {
    await changeKeyStatus(actor, 'disable', { id: key.id });
    expect(await rollKey(actor, await form())).toMatchObject({ ok: true });
    expect((await requireKey(actor, key.id)).state).toBe('disabled');
  });

  test('is refused for a revoked key, and the passcode stays good', async () => {
    const other = await newKey(actor);
    await changeKeyStatus(actor, 'revoke', { id: key.id });
    expect(await rollKey(actor, await form())).toMatchObject({ code: 'KEY_REVOKED' });
    expect(await rollKey(actor, await rollForm(actor, other.id, await passcode()))).toMatchObject({
      ok: true,
    });
  });

  test('is refused for an expired key', async () => {
    await prisma(database()).apiKey.update({ where: { id: key.id }, data: { expiresAt: new Date() } });
    expect(await rollKey(actor, await form())).toMatchObject({ code: 'KEY_EXPIRED' });
  });

  test('at a date that has passed is refused beside the date', async () => {
    const date = { local: '2026-11-21T11:59', zone: 'UTC' };
    expect(await rollKey(actor, await form({ grace: 'date', date }))).toMatchObject({
      code: 'BAD_TIME',
      fields: { date: [expect.any(String)] },
    });
  });

  test('the old ones can be blocked before their time, once', async () => {
    await rollKey(actor, await form());
    const { old } = await requireKey(actor, key.id);
    const block = () => blockOldCredential(actor, { id: key.id, credentialId: old?.id ?? '' });
    expect(await block()).toMatchObject({ ok: true });
    expect((await requireKey(actor, key.id)).old).toBeNull();
    expect(await block()).toMatchObject({ code: 'NOTHING_TO_BLOCK' });
  });
});

describe('the passcode', () => {
  test.each([
    ['missing', async () => ''],
    ['wrong', async () => ((await passcode()) === '000000' ? '000001' : '000000')],
    ['late by two steps', () => passcodeAt(seed, new Date(Date.now() - 2 * STEP_MS))],
    ['of the next step', () => passcodeAt(seed, new Date(Date.now() + STEP_MS))],
    ['in full-width digits', async () => '１２３４５６'],
  ])('%s is refused, and on record', async (_case, typed) => {
    const refused = await rollKey(actor, await form({ passcode: await typed() }));
    expect(refused).toMatchObject({ code: 'PASSCODE_WRONG', fields: { passcode: [expect.any(String)] } });
    expect(await credentials()).toHaveLength(1);
    const [event] = await prisma(database()).auditEvent.findMany({
      where: { subjectId: key.id },
      orderBy: { position: 'desc' },
    });
    expect(event).toMatchObject({ action: 'key.roll', outcome: 'failure' });
  });

  test('of the step before is accepted, with blanks inside', async () => {
    advanceClock(STEP_MS);
    const typed = (await passcodeAt(seed, new Date(Date.now() - STEP_MS))).replace(/^(...)/, ' $1 ');
    expect(await rollKey(actor, await form({ passcode: typed }))).toMatchObject({ ok: true });
  });

  test('that was used is refused from then on, and so is any before it', async () => {
    advanceClock(STEP_MS);
    const used = await passcode();
    const before = await passcodeAt(seed, new Date(Date.now() - STEP_MS));
    expect(await rollKey(actor, await form({ passcode: used }))).toMatchObject({ ok: true });
    expect(await rollKey(actor, await form({ passcode: used }))).toMatchObject({ code: 'PASSCODE_USED' });
    expect(await rollKey(actor, await form({ passcode: before }))).toMatchObject({ code: 'PASSCODE_USED' });
  });

  test('used twenty times concurrently succeeds once', async () => {
    const others = await Promise.all(Array.from({ length: 20 }, () => newKey(actor)));
    const typed = await passcode();
    const forms = await Promise.all(others.map(({ id }) => rollForm(actor, id, typed)));
    const results = await Promise.all(forms.map((each) => rollKey(actor, each)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is throttled after five failures, until the wait is over', async () => {
    for (let i = 0; i < 5; i++) await rollKey(actor, await form({ passcode: '' }));
    expect(await rollKey(actor, await form())).toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 30 });
    advanceClock(30_000);
    expect(await rollKey(actor, await form())).toMatchObject({ ok: true });
  });

  test('is not required without an authenticator: people are asked to set one up', async () => {
    const other = await newActor();
    const own = await newKey(other);
    expect(await rollKey(other, await rollForm(other, own.id, '123456'))).toMatchObject({
      code: 'NO_AUTHENTICATOR',
    });
  });
});

describe('at the same time', () => {
  test('roll and roll: one wins, one is refused', async () => {
    advanceClock(STEP_MS);
    const now = await form();
    const before = { ...now, passcode: await passcodeAt(seed, new Date(Date.now() - STEP_MS)) };
    const results = await Promise.all([rollKey(actor, before), rollKey(actor, now)]);
    const codes = results.map((result) => (result.ok ? 'ROLLED' : result.code)).sort();
    expect([
      ['ROLLED', 'ROLLED_MEANWHILE'],
      ['PASSCODE_USED', 'ROLLED'],
    ]).toContainEqual(codes);
    expect(await credentials()).toHaveLength(2);
  });

  test('roll and delete: deleted wins, nothing is left', async () => {
    const rolling = await form();
    const [, deleted] = await Promise.all([
      rollKey(actor, rolling),
      deleteKey(actor, { id: key.id, confirmation: key.key }),
    ]);
    expect(deleted).toMatchObject({ ok: true });
    expect(await credentials()).toEqual([]);
    expect(await prisma(database()).apiKey.count({ where: { id: key.id } })).toBe(0);
  });
});
