import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { endEverySession, endOneSession, listSessions } from '@/lib/identity/sessions/own-sessions';
import { findSession } from '@/lib/identity/sessions/sessions';
import { signIn } from '@/lib/identity/sign-in/sign-in';
import { invite } from '@/lib/organizations/invitations/invite';
import { joinAsNew } from '@/lib/organizations/invitations/join';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD, passcodeAt, withAuthenticator } from '@/test/people';
import { changePassword, rename } from './change-account';
import { changeEmail } from './change-address';

const NEW = 'a lantern by the river';
const HOUR_MS = 3_600_000;

let made = 0;
let ada: Actor;
beforeEach(async () => {
  stopClock();
  const actor = await newActor();
  ada = { ...actor, sessionId: await session(actor) };
});
afterEach(() => {
  restoreClock();
});

async function enter(email: string, password: string) {
  made += 1;
  const origin = { address: `198.51.100.${made}`, userAgent: '', browserCookie: undefined };
  return signIn({ email, password, passcode: null, recoveryCode: null }, origin);
}

async function session(actor: Actor): Promise<string> {
  const result = await enter(actor.email, PASSWORD);
  if (!result.ok) throw new Error(result.code);
  return result.value.sessionId;
}

const alive = async (id: string) => (await findSession(id, '203.0.113.7', new Date())) !== null;
const events = (action: string) =>
  prisma(database()).auditEvent.findMany({
    where: { actorId: ada.userId, action },
    orderBy: { position: 'asc' },
  });
const form = (more = {}) => ({ password: PASSWORD, newPassword: NEW, passcode: '', ...more });

describe('a changed password', () => {
  test('is the only one that works, and ends every other session immediately', async () => {
    const others = [await session(ada), await session(ada)];
    const strangers = await session(await newActor());
    expect(await changePassword(ada, form())).toEqual({ ok: true, value: { ended: 2 } });
    expect(await Promise.all(others.map(alive))).toEqual([false, false]);
    expect(await alive(ada.sessionId)).toBe(true);
    expect(await alive(strangers)).toBe(true);
    expect(await enter(ada.email, PASSWORD)).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await enter(ada.email, NEW)).toMatchObject({ ok: true });
    expect(await events('password.change')).toMatchObject([{ outcome: 'success' }]);
    expect(JSON.stringify(await events('password.change'))).not.toContain(NEW);
  });

  test('requires the old one: five wrong ones, then a wait, all recorded', async () => {
    for (let i = 0; i < 5; i++) {
      expect(await changePassword(ada, form({ password: 'wrong' }))).toMatchObject({
        code: 'WRONG_PASSWORD',
        fields: { password: [expect.any(String)] },
      });
    }
    expect(await changePassword(ada, form())).toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 30 });
    expect(await events('password.change')).toHaveLength(5);
    advanceClock(30_000);
    expect(await changePassword(ada, form())).toMatchObject({ ok: true });
  });

  test('twice concurrently, with the same old one, is changed once', async () => {
    const both = [form(), form({ newPassword: 'another lantern by the sea' })];
    const results = await Promise.all(both.map((each) => changePassword(ada, each)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    ['short', 'fourteen chars'],
    ['the old one', PASSWORD],
  ])('is refused where it is %s', async (_case, newPassword) => {
    expect(await changePassword(ada, form({ newPassword }))).toMatchObject({
      code: 'BAD_PASSWORD',
      fields: { newPassword: [expect.any(String)] },
    });
    expect(await enter(ada.email, PASSWORD)).toMatchObject({ ok: true });
  });

  test('asks for the passcode where there is an authenticator, and may then have 8 characters', async () => {
    const { seed } = await withAuthenticator(ada);
    advanceClock(30_000);
    expect(await changePassword(ada, form())).toMatchObject({ code: 'PASSCODE_WRONG' });
    const passcode = await passcodeAt(seed, new Date());
    const short = form({ newPassword: 'tin roof', passcode });
    expect(await changePassword(ada, { ...short, newPassword: 'short' })).toMatchObject({
      code: 'BAD_PASSWORD',
    });
    // What was refused for another reason has not used the passcode up.
    expect(await changePassword(ada, short)).toMatchObject({ ok: true });
    const again = form({ password: 'tin roof', passcode });
    expect(await changePassword(ada, again)).toMatchObject({ code: 'PASSCODE_USED' });
  });
});

describe('a changed address', () => {
  const change = (more = {}) =>
    changeEmail(ada, { email: `new-${made}@example.com`, password: PASSWORD, passcode: '', ...more });

  test('is the one to sign in with', async () => {
    expect(await change({ email: 'ada@new.example' })).toMatchObject({ ok: true });
    expect(await enter('ada@new.example', PASSWORD)).toMatchObject({ ok: true });
    expect(await enter(ada.email, PASSWORD)).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await events('account.change-address')).toMatchObject([
      { details: { before: ada.email, after: 'ada@new.example' } },
    ]);
  });

  test('asks for the password', async () => {
    expect(await change({ password: 'wrong' })).toMatchObject({ code: 'WRONG_PASSWORD' });
  });

  test("can't be one that an invitation waits for, where no mail proves whose it is", async () => {
    const email = `invited-${made}@example.com`;
    const sent = await invite(await newActor(), { email, role: 'admin' });
    if (!sent.ok || sent.value.by !== 'hand') throw new Error('No link');
    expect(await change({ email })).toMatchObject({ code: 'EMAIL_TAKEN' });
    const token = sent.value.link.split('/invitations/')[1] ?? '';
    const joined = await joinAsNew({ token, name: 'Grace', password: NEW }, '192.0.2.1');
    expect(joined).toMatchObject({ ok: true });
  });

  test("can't be somebody else's, and nobody goes through a list to find out whose", async () => {
    const { email } = await newActor();
    for (let i = 0; i < 5; i++) expect(await change({ email })).toMatchObject({ code: 'EMAIL_TAKEN' });
    expect(await change({ email })).toMatchObject({ code: 'THROTTLED' });
    expect(await events('account.change-address')).toHaveLength(5);
    expect(await enter(ada.email, PASSWORD)).toMatchObject({ ok: true });
  });
});

test('a new name is recorded with the old one', async () => {
  expect(await rename(ada, { name: 'Ada Lovelace' })).toMatchObject({ ok: true });
  expect(await events('account.rename')).toMatchObject([
    { details: { before: ada.name, after: 'Ada Lovelace' }, organizationId: ada.organization.id },
  ]);
});

describe('sessions', () => {
  test('are listed without their ids, living ones only', async () => {
    const old = await session(ada);
    advanceClock(HOUR_MS - 1);
    await findSession(ada.sessionId, '', new Date());
    advanceClock(2);
    const listed = await listSessions(ada);
    expect(listed).toMatchObject([{ current: true, browser: 'An unknown program' }]);
    expect(JSON.stringify(listed)).not.toContain(ada.sessionId);
    expect(await alive(old)).toBe(false);
  });

  test("one is ended by its own person; somebody else's handle finds nothing", async () => {
    const other = await session(ada);
    const handle = (await listSessions(ada)).find(({ current }) => !current)?.handle ?? '';
    const eve = await newActor();
    expect(await endOneSession(eve, { handle })).toMatchObject({ code: 'SESSION_OVER' });
    expect(await endOneSession(ada, { handle: other })).toMatchObject({ code: 'SESSION_OVER' });
    expect(await alive(other)).toBe(true);
    expect(await endOneSession(ada, { handle })).toMatchObject({ ok: true });
    expect(await alive(other)).toBe(false);
    expect(await alive(ada.sessionId)).toBe(true);
    expect(await endOneSession(ada, { handle })).toMatchObject({ code: 'SESSION_OVER' });
  });

  test('all end immediately, including this one', async () => {
    const other = await session(ada);
    await endEverySession(ada);
    expect(await Promise.all([other, ada.sessionId].map(alive))).toEqual([false, false]);
    expect(await events('session.end-all')).toMatchObject([{ details: { sessionsEnded: 2 } }]);
  });
});
