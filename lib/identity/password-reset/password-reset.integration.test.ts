import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { signIn } from '@/lib/identity/sign-in/sign-in';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD, passcodeAt, withAuthenticator } from '@/test/people';
import { linksIn, type Smtp, startMailForSettings } from '@/test/smtp';
import { askReset, printLink } from './reset-link';
import { resetPassword } from './reset-password';

const NEW = 'a lantern by the river';
const MINUTE_MS = 60_000;

let smtp: Smtp;
beforeAll(async () => {
  smtp = await startMailForSettings();
});
afterAll(() => smtp.stop());

let made = 0;
let ada: Actor;
let address: string;
beforeEach(async () => {
  stopClock();
  made += 1;
  address = `198.51.100.${made}`;
  ada = await newActor();
});
afterEach(() => {
  restoreClock();
});

/** Asks, waits for what is done afterwards, and answers what was said and how many letters came. */
async function ask(email: string, from = address) {
  const before = smtp.messagesTo(email).length;
  const work: (() => Promise<void>)[] = [];
  const said = await askReset({ email }, from, (each) => work.push(each));
  for (const each of work) await each();
  return { said, letters: smtp.messagesTo(email).length - before };
}

function tokenOf(email: string): string {
  const letter = smtp.messagesTo(email).at(-1);
  const token = letter && /\/reset-password#(.+)$/.exec(linksIn(letter).at(-1) ?? '')?.[1];
  if (!token) throw new Error('No link');
  return token;
}

const use = (token: string, more = {}) =>
  resetPassword({ token, password: NEW, passcode: '', recoveryCode: '', ...more }, address);

async function enter(password: string) {
  const origin = { address: `203.0.113.${made}`, userAgent: '', browserCookie: undefined };
  return signIn({ email: ada.email, password, passcode: null, recoveryCode: null }, origin);
}

const events = (action: string) =>
  prisma(database()).auditEvent.findMany({
    where: { subjectId: ada.userId, action },
    orderBy: { position: 'asc' },
  });

describe('the link in the email', () => {
  test('chooses a new password once, and ends every session', async () => {
    await enter(PASSWORD);
    await ask(ada.email);
    const token = tokenOf(ada.email);
    expect(await use(token)).toEqual({ ok: true, value: 'changed' });
    expect(await prisma(database()).session.count({ where: { userId: ada.userId } })).toBe(0);
    expect(await enter(PASSWORD)).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await enter(NEW)).toMatchObject({ ok: true });
    expect(await use(token)).toMatchObject({ code: 'RESET_LINK_OVER' });
    expect(await events('password.ask-reset')).toMatchObject([
      { actorId: null, organizationId: ada.organization.id },
    ]);
    expect(await events('password.reset')).toMatchObject([{ actorId: ada.userId, outcome: 'success' }]);
    expect(JSON.stringify(await prisma(database()).auditEvent.findMany())).not.toContain(token);
  });

  test('used twice concurrently changes it once', async () => {
    await ask(ada.email);
    const token = tokenOf(ada.email);
    const results = await Promise.all([use(token), use(token, { password: 'another lantern by the sea' })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('is over after 30 minutes, and once there is a newer one', async () => {
    await ask(ada.email);
    const first = tokenOf(ada.email);
    await ask(ada.email);
    const second = tokenOf(ada.email);
    expect(await use(first)).toMatchObject({ code: 'RESET_LINK_OVER' });
    advanceClock(30 * MINUTE_MS);
    expect(await use(second)).toMatchObject({ code: 'RESET_LINK_OVER' });
    expect(await enter(PASSWORD)).toMatchObject({ ok: true });
  });

  test('is not in the database', async () => {
    await ask(ada.email);
    const { tokenHash } = await prisma(database()).passwordReset.findUniqueOrThrow({
      where: { userId: ada.userId },
    });
    expect(Buffer.from(tokenHash).toString('base64url')).not.toBe(tokenOf(ada.email));
    expect(tokenHash).toHaveLength(32);
  });

  test('stays good while the password is too weak', async () => {
    await ask(ada.email);
    const token = tokenOf(ada.email);
    expect(await use(token, { password: 'short' })).toMatchObject({ code: 'BAD_PASSWORD' });
    expect(await use(token)).toMatchObject({ ok: true });
  });

  test('guessed at is throttled', async () => {
    for (let i = 0; i < 50; i++) expect(await use(`guess ${i}`)).toMatchObject({ code: 'RESET_LINK_OVER' });
    expect(await use('guess')).toMatchObject({ code: 'THROTTLED' });
  });
});

describe('beside an authenticator', () => {
  let seed: string;
  let recoveryCodes: string[];
  beforeEach(async () => {
    ({ seed, recoveryCodes } = await withAuthenticator(ada));
    advanceClock(30_000);
    await ask(ada.email);
  });

  test('the link alone changes nothing: the passcode is asked for, and used up with it', async () => {
    const token = tokenOf(ada.email);
    expect(await use(token)).toEqual({ ok: true, value: 'passcode-required' });
    expect(await enter(PASSWORD)).toMatchObject({ code: 'PASSCODE_REQUIRED' });
    expect(await use(token, { passcode: '000000' })).toMatchObject({ code: 'PASSCODE_WRONG' });
    expect(await events('password.reset')).toMatchObject([
      { outcome: 'failure', actorName: 'Not signed in' },
    ]);
    const passcode = await passcodeAt(seed, new Date());
    expect(await use(token, { passcode })).toEqual({ ok: true, value: 'changed' });
    expect(await enter(NEW)).toMatchObject({ code: 'PASSCODE_REQUIRED' });
  });

  test('a recovery code will do, once', async () => {
    const [recoveryCode] = recoveryCodes;
    expect(await use(tokenOf(ada.email), { recoveryCode })).toMatchObject({ ok: true });
    await ask(ada.email);
    expect(await use(tokenOf(ada.email), { recoveryCode })).toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
  });

  test('guesses are throttled together with those of signing in', async () => {
    const token = tokenOf(ada.email);
    for (let i = 0; i < 5; i++) await use(token, { passcode: '000000' });
    const passcode = await passcodeAt(seed, new Date());
    expect(await use(token, { passcode })).toMatchObject({ code: 'THROTTLED' });
  });
});

describe('asking', () => {
  test('gets the same words for an unknown address, with nothing looked up before the answer', async () => {
    const known = await ask(ada.email);
    const unknown = await ask('nobody@example.com', '192.0.2.1');
    expect(known).toEqual({ said: { ok: true, value: undefined }, letters: 1 });
    expect(unknown).toEqual({ said: known.said, letters: 0 });
    const looked = vi.spyOn(prisma(database()).user, 'findUnique');
    await askReset({ email: ada.email }, '192.0.2.2', () => undefined);
    expect(looked).not.toHaveBeenCalled();
    looked.mockRestore();
  });

  test('is throttled for an address, whether or not the account is there', async () => {
    for (let i = 0; i < 50; i++) await ask(`nobody-${i}@example.com`);
    expect((await ask(ada.email)).said).toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 5 });
  });

  test('from many addresses fills no mailbox, and keeps the last email valid', async () => {
    for (let i = 0; i < 5; i++) expect((await ask(ada.email, `192.0.2.${10 + i}`)).letters).toBe(1);
    expect(await ask(ada.email, '192.0.2.99')).toEqual({ said: { ok: true, value: undefined }, letters: 0 });
    expect(await use(tokenOf(ada.email))).toMatchObject({ ok: true });
  });
});

test('the command line prints a link if there is no mail', async () => {
  const printed = await printLink(ada.email);
  if (!printed.ok) throw new Error(printed.code);
  expect(printed.value.expiresAt).toBe('2026-11-21T12:30:00.000Z');
  expect(await use(printed.value.link.split('#')[1] ?? '')).toMatchObject({ ok: true });
  expect(await printLink('nobody@example.com')).toMatchObject({ code: 'NO_SUCH_ACCOUNT' });
});

test('a new password disables the person’s own keys until they enable them', async () => {
  const mine = await prisma(database()).apiKey.findFirstOrThrow({ where: { ownerId: ada.userId } });
  const others = await prisma(database()).apiKey.findFirstOrThrow({
    where: { organizationId: ada.organization.id, ownerId: null },
  });
  await ask(ada.email);
  expect(await use(tokenOf(ada.email))).toEqual({ ok: true, value: 'changed' });
  const status = async (id: string) =>
    (await prisma(database()).apiKey.findUniqueOrThrow({ where: { id } })).status;
  expect([await status(mine.id), await status(others.id)]).toEqual(['disabled', 'active']);
  const recorded = await prisma(database()).auditEvent.findMany({
    where: { subjectId: mine.id, action: 'key.disable' },
  });
  expect(recorded).toMatchObject([
    { organizationId: ada.organization.id, actorId: ada.userId, details: { because: 'password.reset' } },
  ]);
});
