import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { viewAuthenticator } from '@/lib/identity/two-factor/authenticator';
import { spendPasscode } from '@/lib/identity/two-factor/passcodes';
import { beginAuthenticator, turnOnAuthenticator } from '@/lib/identity/two-factor/turn-on-authenticator';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD, passcodeAt, withAuthenticator } from '@/test/people';
import { beginReplacement, renewRecoveryCodes, turnOffAuthenticator } from './change-authenticator';

let ada: Actor;
let seed: string;
let recoveryCodes: string[];
beforeEach(async () => {
  stopClock();
  ada = await newActor();
  ({ seed, recoveryCodes } = await withAuthenticator(ada));
  nextStep();
});
afterEach(() => {
  restoreClock();
});

const nextStep = () => advanceClock(30_000);
const shown = (of = seed) => passcodeAt(of, new Date());
const proof = async (more = {}) => ({
  password: PASSWORD,
  passcode: await shown(),
  recoveryCode: '',
  ...more,
});
const otherSession = (id: string) =>
  prisma(database()).session.create({
    data: {
      id,
      userId: ada.userId,
      address: '',
      userAgent: '',
      createdAt: new Date(),
      lastSeenAt: new Date(),
    },
  });
const sessions = () => prisma(database()).session.count({ where: { userId: ada.userId } });

const deeds = { beginReplacement, turnOffAuthenticator, renewRecoveryCodes };

describe.each(Object.entries(deeds))('%s', (_name, deed) => {
  test.each([
    ['a wrong password', { password: 'wrong' }, 'WRONG_PASSWORD'],
    ['no passcode', { passcode: '' }, 'PASSCODE_WRONG'],
    ['a wrong passcode', { passcode: '000000' }, 'PASSCODE_WRONG'],
  ])('is refused with %s', async (_case, more, code) => {
    expect(await deed(ada, await proof(more))).toMatchObject({ code });
    expect(await viewAuthenticator(ada)).toMatchObject({ on: true, recoveryCodesLeft: 10 });
  });

  test('is refused with a recovery code that is wrong', async () => {
    expect(await deed(ada, await proof({ recoveryCode: 'wrong-wrong' }))).toMatchObject({
      code: 'RECOVERY_CODE_WRONG',
    });
  });

  test('throttles guesses', async () => {
    for (let i = 0; i < 5; i++) await deed(ada, await proof({ passcode: '000000' }));
    expect(await deed(ada, await proof())).toMatchObject({ code: 'THROTTLED' });
  });
});

describe('a replacement', () => {
  test('counts from when it is proved; the old one until then, and not after', async () => {
    const begun = await beginReplacement(ada, await proof());
    if (!begun.ok) throw new Error(begun.code);
    nextStep();
    expect(await spendPasscode(database(), ada.userId, await shown(), new Date())).toBeNull();
    const next = begun.value.setupKey;
    expect(await turnOnAuthenticator(ada, { passcode: await shown() })).toMatchObject({
      code: 'PASSCODE_WRONG',
    });
    await otherSession('other-a');
    const turnedOn = await turnOnAuthenticator(ada, { passcode: await shown(next) });
    expect(turnedOn).toMatchObject({ ok: true });
    expect(await sessions()).toBe(0);
    nextStep();
    expect(await spendPasscode(database(), ada.userId, await shown(), new Date())).toBe('PASSCODE_WRONG');
    expect(await spendPasscode(database(), ada.userId, await shown(next), new Date())).toBeNull();
    expect(await renewRecoveryCodes(ada, await proof({ recoveryCode: recoveryCodes[0] }))).toMatchObject({
      code: 'RECOVERY_CODE_WRONG',
    });
  });

  test('is let in by a recovery code, once', async () => {
    const lost = await proof({ passcode: '', recoveryCode: recoveryCodes[0] });
    expect(await beginReplacement(ada, lost)).toMatchObject({ ok: true });
    expect(await beginReplacement(ada, lost)).toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
  });

  test("can't be finished by another session than the one that showed the password", async () => {
    const begun = await beginReplacement(ada, await proof());
    if (!begun.ok) throw new Error(begun.code);
    const passcode = await shown(begun.value.setupKey);
    expect(await turnOnAuthenticator({ ...ada, sessionId: 'stolen' }, { passcode })).toMatchObject({
      code: 'NOTHING_PENDING',
    });
    expect(await turnOnAuthenticator(ada, { passcode })).toMatchObject({ ok: true });
  });

  test("can't begin with the password alone", async () => {
    expect(await beginAuthenticator(ada, { password: PASSWORD })).toMatchObject({ code: 'AUTHENTICATOR_ON' });
  });
});

describe('turning off', () => {
  test('takes the recovery codes and the other sessions along', async () => {
    await otherSession('other-b');
    expect(await turnOffAuthenticator(ada, await proof())).toMatchObject({ ok: true });
    expect(await viewAuthenticator(ada)).toEqual({ on: false, since: null, recoveryCodesLeft: 0 });
    expect(await sessions()).toBe(0);
    expect(await turnOffAuthenticator(ada, await proof())).toMatchObject({ code: 'AUTHENTICATOR_OFF' });
  });
});

test('new recovery codes take the place of the old', async () => {
  const renewed = await renewRecoveryCodes(ada, await proof());
  if (!renewed.ok) throw new Error(renewed.code);
  expect(renewed.value.recoveryCodes).toHaveLength(10);
  const by = (recoveryCode: string | undefined) => proof({ passcode: '', recoveryCode });
  expect(await beginReplacement(ada, await by(recoveryCodes[0]))).toMatchObject({
    code: 'RECOVERY_CODE_WRONG',
  });
  expect(await beginReplacement(ada, await by(renewed.value.recoveryCodes[0]))).toMatchObject({ ok: true });
});
