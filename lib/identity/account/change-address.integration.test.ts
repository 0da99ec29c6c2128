import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { signIn } from '@/lib/identity/sign-in/sign-in';
import { invite } from '@/lib/organizations/invitations/invite';
import { joinAsNew } from '@/lib/organizations/invitations/join';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD } from '@/test/people';
import { linksIn, type Smtp, startMailForSettings } from '@/test/smtp';
import { cancelAddressChange, changeEmail, resendAddressLink, viewAddressChange } from './change-address';
import { confirmAddress } from './confirm-address';

const MINUTE_MS = 60_000;

let smtp: Smtp;
beforeAll(async () => {
  smtp = await startMailForSettings();
});
afterAll(() => smtp.stop());

let made = 0;
let ada: Actor;
let email: string;
beforeEach(async () => {
  stopClock();
  made += 1;
  ada = await newActor();
  email = `new-${made}@example.com`;
});
afterEach(() => {
  restoreClock();
});

const ask = (more = {}) => changeEmail(ada, { email, password: PASSWORD, passcode: '', ...more });
const confirm = (token: string, who: Actor | null = null) =>
  confirmAddress({ token }, who, `198.51.100.${made}`);

async function canEnter(address: string, password = PASSWORD): Promise<boolean> {
  const origin = { address: `203.0.113.${made}`, userAgent: '', browserCookie: undefined };
  return (await signIn({ email: address, password, passcode: null, recoveryCode: null }, origin)).ok;
}

function tokenTo(address: string): string {
  const letter = smtp.messagesTo(address).at(-1);
  const token = letter && /\/confirm-address#(.+)$/.exec(linksIn(letter).at(-1) ?? '')?.[1];
  if (!token) throw new Error('No link');
  return token;
}

const events = (action: string) =>
  prisma(database()).auditEvent.findMany({
    where: { subjectId: ada.userId, action },
    orderBy: { position: 'asc' },
  });

describe('a new address', () => {
  test('takes effect once the link in an email to it is opened; until then the old one stays', async () => {
    expect(await ask()).toEqual({ ok: true, value: { step: 'mailed', email } });
    expect(await viewAddressChange(ada)).toEqual({ email, expired: false });
    expect([await canEnter(email), await canEnter(ada.email)]).toEqual([false, true]);
    expect(await confirm(tokenTo(email))).toEqual({ ok: true, value: { email, signedIn: false } });
    expect([await canEnter(email), await canEnter(ada.email)]).toEqual([true, false]);
    expect(await viewAddressChange(ada)).toBeNull();
    expect(await events('account.ask-address')).toMatchObject([{ outcome: 'success' }]);
    expect(await events('account.change-address')).toMatchObject([
      {
        actorId: ada.userId,
        organizationId: ada.organization.id,
        details: { before: ada.email, after: email },
      },
    ]);
    await expect
      .poll(() => smtp.messagesTo(ada.email).map(({ subject }) => subject))
      .toEqual(['Your Keyport address is about to change', 'Your Keyport address was changed']);
  });

  test('works once, and its link is neither in the database nor in the audit log', async () => {
    await ask();
    const token = tokenTo(email);
    const { tokenHash } = await prisma(database()).addressChange.findUniqueOrThrow({
      where: { userId: ada.userId },
    });
    expect(Buffer.from(tokenHash).toString('base64url')).not.toBe(token);
    const results = await Promise.all([confirm(token), confirm(token)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await confirm(token)).toMatchObject({ code: 'ADDRESS_LINK_OVER' });
    expect(JSON.stringify(await prisma(database()).auditEvent.findMany())).not.toContain(token);
  });

  test('has 60 minutes; a new link starts them again, and ends the one before', async () => {
    await ask();
    const first = tokenTo(email);
    advanceClock(60 * MINUTE_MS);
    expect(await confirm(first)).toMatchObject({ code: 'ADDRESS_LINK_OVER' });
    expect(await viewAddressChange(ada)).toEqual({ email, expired: true });
    expect(await resendAddressLink(ada)).toMatchObject({ ok: true });
    expect(await confirm(first)).toMatchObject({ code: 'ADDRESS_LINK_OVER' });
    advanceClock(59 * MINUTE_MS);
    expect(await confirm(tokenTo(email))).toMatchObject({ ok: true });
  });

  test('can be called off', async () => {
    await ask();
    expect(await cancelAddressChange(ada)).toMatchObject({ ok: true });
    expect(await confirm(tokenTo(email))).toMatchObject({ code: 'ADDRESS_LINK_OVER' });
    expect(await resendAddressLink(ada)).toMatchObject({ code: 'NO_ADDRESS_CHANGE' });
    expect(await events('account.cancel-address')).toHaveLength(1);
  });

  test('that has got an account meanwhile is refused, and the old one stays', async () => {
    await ask();
    await prisma(database()).user.update({ where: { id: (await newActor()).userId }, data: { email } });
    expect(await confirm(tokenTo(email))).toMatchObject({ code: 'ADDRESS_TAKEN' });
    expect(await canEnter(ada.email)).toBe(true);
  });

  test("leaves the session of the same person in, and nobody else's", async () => {
    for (const [who, left] of [
      ['ada', 1],
      ['eve', 0],
    ] as const) {
      const eve = await newActor();
      const id = `session-${who}-${made}`;
      const row = { id, userId: ada.userId, address: '', userAgent: '' };
      await prisma(database()).session.create({
        data: { ...row, createdAt: new Date(), lastSeenAt: new Date() },
      });
      await ask({ email: `${who}-${email}` });
      const signedIn = { ...(who === 'ada' ? ada : eve), sessionId: id };
      expect(await confirm(tokenTo(`${who}-${email}`), signedIn)).toMatchObject({ ok: true });
      expect(await prisma(database()).session.count({ where: { userId: ada.userId } })).toBe(left);
    }
  });

  test('asks for the password, and fills no mailbox', async () => {
    expect(await ask({ password: 'wrong' })).toMatchObject({ code: 'WRONG_PASSWORD' });
    for (let i = 0; i < 4; i++) expect(await ask()).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ code: 'THROTTLED' });
    expect(await resendAddressLink(ada)).toMatchObject({ code: 'THROTTLED' });
    expect(smtp.messagesTo(email)).toHaveLength(4);
  });

  test('that the mail server refuses is reported, and the old one stays', async () => {
    smtp.refuse(email);
    expect(await ask()).toMatchObject({ code: 'MAIL_FAILED' });
    expect(await canEnter(ada.email)).toBe(true);
  });
});

test("claiming an invited person's address keeps nobody from joining", async () => {
  const viewer = await newActor({ role: 'viewer' });
  const sent = await invite(ada, { email, role: 'admin' });
  expect(sent).toMatchObject({ ok: true });
  expect(await changeEmail(viewer, { email, password: PASSWORD, passcode: '' })).toMatchObject({ ok: true });
  const letter = smtp.messagesTo(email).find(({ subject }) => subject.startsWith('Join'));
  const token = (letter && linksIn(letter)[0]?.split('/invitations/')[1]) ?? '';
  const joined = await joinAsNew({ token, name: 'Grace', password: 'a lantern by the river' }, '192.0.2.1');
  expect(joined).toMatchObject({ ok: true });
  expect(await confirm(tokenTo(email))).toMatchObject({ code: 'ADDRESS_TAKEN' });
});
