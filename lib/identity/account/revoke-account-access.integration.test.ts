import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { signInExternally } from '@/lib/identity/oidc/external-sign-in';
import { askReset, printLink } from '@/lib/identity/password-reset/reset-link';
import { resetPassword } from '@/lib/identity/password-reset/reset-password';
import { endEverySession, endOneSession, listSessions } from '@/lib/identity/sessions/own-sessions';
import { findSession } from '@/lib/identity/sessions/sessions';
import { signIn } from '@/lib/identity/sign-in/sign-in';
import { beginAuthenticator, turnOnAuthenticator } from '@/lib/identity/two-factor/turn-on-authenticator';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD, passcodeAt, withAuthenticator } from '@/test/people';
import { linksIn, type Smtp, startMailForSettings } from '@/test/smtp';
import { changePassword } from './change-account';
import { changeEmail } from './change-address';
import { beginReplacement, renewRecoveryCodes, turnOffAuthenticator } from './change-authenticator';
import { confirmAddress } from './confirm-address';

const NEW = 'a lantern by the river';
const ISSUER = 'https://login.example.com';

let smtp: Smtp;
beforeAll(async () => {
  smtp = await startMailForSettings();
});
afterAll(() => smtp.stop());

let made = 0;
let ada: Actor;
let seed: string | null;
let recoveryCodes: string[];

/** Everything that can be handed out, alive. */
let handedOut: {
  resetLink: string;
  addressLink: string;
  anotherSession: string;
  identity: { issuer: string; subject: string; email: string; emailVerified: boolean };
  setupKey: string;
};

beforeEach(() => {
  stopClock();
  return () => restoreClock();
});

const origin = () => {
  made += 1;
  return { address: `198.51.100.${made % 250}`, userAgent: '', browserCookie: undefined };
};
const passcode = async () => (seed === null ? '' : passcodeAt(seed, new Date()));

function tokenIn(email: string, path: string): string {
  const links = smtp.messagesTo(email).flatMap((letter) => linksIn(letter));
  const token = links.map((link) => link.split(`${path}#`)[1]).findLast(Boolean);
  if (!token) throw new Error(`No link to ${path} for ${email}`);
  return token;
}

async function enter(given: { passcode?: string; recoveryCode?: string } = {}): Promise<string> {
  const typed = { email: ada.email, password: PASSWORD, passcode: null, recoveryCode: null, ...given };
  const result = await signIn(typed, origin());
  if (!result.ok) throw new Error(result.code);
  return result.value.sessionId;
}

const wanted = () => `new-${ada.email}`;
const proof = async () => ({ password: PASSWORD, passcode: await passcode(), recoveryCode: '' });

async function askResetLink(): Promise<string> {
  await askReset({ email: ada.email }, origin().address, (work) => void pending.push(work()));
  await Promise.all(pending.splice(0));
  return tokenIn(ada.email, '/reset-password');
}
const pending: Promise<void>[] = [];

async function askForAddress(): Promise<string> {
  advanceClock(30_000);
  const asked = await changeEmail(ada, { email: wanted(), password: PASSWORD, passcode: await passcode() });
  if (!asked.ok) throw new Error(asked.code);
  return tokenIn(wanted(), '/confirm-address');
}

/** A person to whom somebody got close: with an authenticator, or without one. */
async function handOutEverything(withOne: boolean): Promise<void> {
  const actor = await newActor();
  ada = actor;
  seed = null;
  recoveryCodes = [];
  if (withOne) ({ seed, recoveryCodes } = await withAuthenticator(ada));
  advanceClock(30_000);
  ada = { ...ada, sessionId: await enter({ passcode: await passcode() }) };
  const identity = { issuer: ISSUER, subject: ada.userId, email: ada.email, emailVerified: true };
  await signInExternally(identity, origin());
  advanceClock(30_000);
  const anotherSession = await enter({ passcode: await passcode() });
  advanceClock(30_000);
  const begun = withOne
    ? await beginReplacement({ ...ada, sessionId: anotherSession }, await proof())
    : await beginAuthenticator({ ...ada, sessionId: anotherSession }, { password: PASSWORD });
  if (!begun.ok) throw new Error(begun.code);
  const addressLink = await askForAddress();
  const resetLink = await askResetLink();
  advanceClock(30_000);
  handedOut = { resetLink, addressLink, anotherSession, identity, setupKey: begun.value.setupKey };
}

async function done(result: Promise<{ ok: boolean; code?: string }>): Promise<void> {
  const { ok, code } = await result;
  if (!ok) throw new Error(code);
}

const reset = async (token: string, more = {}) =>
  done(
    resetPassword(
      { token, password: NEW, passcode: await passcode(), recoveryCode: '', ...more },
      origin().address,
    ),
  );

const WAYS: Record<string, { authenticator: boolean; way: () => Promise<void>; stays?: Handed[] }> = {
  'a changed password': {
    authenticator: false,
    way: async () => done(changePassword(ada, { ...(await proof()), newPassword: NEW })),
    stays: ['identity'],
  },
  'a changed password beside an authenticator': {
    authenticator: true,
    way: async () => done(changePassword(ada, { ...(await proof()), newPassword: NEW })),
    stays: ['identity'],
  },
  'a password reset by mail': { authenticator: true, way: () => reset(handedOut.resetLink) },
  'a password reset by the link of the command line': {
    authenticator: false,
    way: async () => {
      const printed = await printLink(ada.email);
      if (!printed.ok) throw new Error(printed.code);
      await reset(printed.value.link.split('#')[1] ?? '');
    },
  },
  'a confirmed new address': {
    authenticator: false,
    way: () => done(confirmAddress({ token: handedOut.addressLink }, ada, origin().address)),
  },
  'an authenticator turned on': {
    authenticator: false,
    way: async () => {
      const begun = await beginAuthenticator(ada, { password: PASSWORD });
      if (!begun.ok) throw new Error(begun.code);
      await done(turnOnAuthenticator(ada, { passcode: await passcodeAt(begun.value.setupKey, new Date()) }));
    },
    stays: ['identity'],
  },
  'an authenticator replaced': {
    authenticator: true,
    way: async () => {
      const begun = await beginReplacement(ada, await proof());
      if (!begun.ok) throw new Error(begun.code);
      await done(turnOnAuthenticator(ada, { passcode: await passcodeAt(begun.value.setupKey, new Date()) }));
    },
    stays: ['identity'],
  },
  'an authenticator turned off': {
    authenticator: true,
    way: async () => done(turnOffAuthenticator(ada, await proof())),
    stays: ['identity'],
  },
  'renewed recovery codes': {
    authenticator: true,
    way: async () => done(renewRecoveryCodes(ada, { password: PASSWORD, passcode: await passcode() })),
    stays: ['identity'],
  },
  'a recovery code at sign-in': {
    authenticator: true,
    way: async () => {
      ada = { ...ada, sessionId: await enter({ recoveryCode: recoveryCodes[0] ?? '' }) };
    },
    stays: ['identity'],
  },
  'a recovery code to begin a replacement': {
    authenticator: true,
    way: async () => {
      const given = { password: PASSWORD, passcode: '', recoveryCode: recoveryCodes[0] ?? '' };
      await done(beginReplacement(ada, given));
    },
    stays: ['identity'],
  },
  'everyone signed out': { authenticator: false, way: () => endEverySession(ada), stays: ['identity'] },
  'one session thrown out': {
    authenticator: true,
    way: async () => {
      const other = (await listSessions({ ...ada, sessionId: handedOut.anotherSession })).find(
        ({ current }) => current,
      );
      await done(endOneSession(ada, { handle: other?.handle ?? '' }));
    },
    stays: ['identity'],
  },
};

type Handed = 'anotherSession' | 'identity' | 'pendingAuthenticator' | 'addressLink' | 'resetLink';

/** Whether it still works, tried as anyone who has it would. */
const WORKS: Record<Handed, () => Promise<boolean>> = {
  anotherSession: async () => (await findSession(handedOut.anotherSession, '', new Date())) !== null,
  // The provider doesn't vouch for the address, so that only a link that is still there lets it in.
  identity: async () =>
    (await signInExternally({ ...handedOut.identity, emailVerified: false }, origin())).ok,
  pendingAuthenticator: async () => {
    const thief = { ...ada, sessionId: handedOut.anotherSession };
    const typed = await passcodeAt(handedOut.setupKey, new Date());
    return (await turnOnAuthenticator(thief, { passcode: typed })).ok;
  },
  addressLink: async () =>
    (await confirmAddress({ token: handedOut.addressLink }, null, origin().address)).ok,
  resetLink: async () => {
    const given = { token: handedOut.resetLink, password: 'a thief was here before' };
    return (await resetPassword({ ...given, passcode: '', recoveryCode: '' }, origin().address)).ok;
  },
};

async function alive(): Promise<string[]> {
  const names: string[] = [];
  for (const [name, works] of Object.entries(WORKS)) if (await works()) names.push(name);
  return names;
}

describe.each(Object.entries(WAYS))('%s', (_name, { authenticator, way, stays = [] }) => {
  test('ends everything that was handed out before', async () => {
    await handOutEverything(authenticator);
    await way();
    expect(await alive()).toEqual(stays);
  });
});

test.each(Object.entries(WORKS))(
  'while nobody takes the account back, this works: %s',
  async (_name, works) => {
    await handOutEverything(false);
    expect(await works()).toBe(true);
  },
);

describe('what begins while an account is taken back', () => {
  beforeEach(() => handOutEverything(false));

  test('a sign-in with the old password opens nothing once the new one counts', async () => {
    const results = await Promise.all([
      changePassword(ada, { ...(await proof()), newPassword: NEW }),
      ...Array.from({ length: 4 }, () =>
        signIn({ email: ada.email, password: PASSWORD, passcode: null, recoveryCode: null }, origin()),
      ),
    ]);
    expect(results[0]).toMatchObject({ ok: true });
    const sessions = await prisma(database()).session.findMany({ where: { userId: ada.userId } });
    expect(sessions.map(({ id }) => id)).toEqual([ada.sessionId]);
  });

  test('a link that was asked for by the old address is worth nothing once the new one counts', async () => {
    const [confirmed] = await Promise.all([
      confirmAddress({ token: handedOut.addressLink }, ada, origin().address),
      askResetLink(),
    ]);
    expect(confirmed).toMatchObject({ ok: true });
    expect(await prisma(database()).passwordReset.count({ where: { userId: ada.userId } })).toBe(0);
  });
});
