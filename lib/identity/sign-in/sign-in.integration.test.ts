import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { rememberBrowser } from '@/lib/identity/sessions/known-browser';
import { endSession, findSession } from '@/lib/identity/sessions/sessions';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD, passcodeAt, withAuthenticator } from '@/test/people';
import { type SignIn, signIn } from './sign-in';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let actor: Actor;
let made = 0;
beforeEach(async () => {
  stopClock();
  actor = await newActor();
});
afterEach(() => {
  restoreClock();
});

/** An address that no other test has failed from. */
const newAddress = () => {
  made += 1;
  return `198.51.100.${made}`;
};

const attempt = (given: Partial<SignIn> = {}, address = newAddress(), browserCookie?: string) =>
  signIn(
    { email: actor.email, password: PASSWORD, passcode: null, recoveryCode: null, ...given },
    { address, userAgent: 'test', browserCookie },
  );

async function session(): Promise<string> {
  const result = await attempt();
  if (!result.ok) throw new Error(result.code);
  return result.value.sessionId;
}

describe('address and password', () => {
  test('open a session, whatever the case of the address', async () => {
    expect(await attempt({ email: ` ${actor.email.toUpperCase()} ` })).toMatchObject({ ok: true });
  });

  test.each([
    ['a wrong password', { password: 'not the one that it should be' }],
    ['an unknown address', { email: 'nobody@example.com' }],
    ['no address at all', { email: 'x' }],
    ['an empty password', { password: '' }],
  ])('%s: the same words', async (_case, given) => {
    expect(await attempt(given)).toEqual({ ok: false, code: 'WRONG_CREDENTIALS' });
  });
});

describe('five failures, then growing waits', () => {
  const wrong = { password: 'wrong' };

  test('for an account from an address', async () => {
    const address = newAddress();
    for (let i = 0; i < 5; i++) await attempt(wrong, address);
    expect(await attempt({}, address)).toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 30 });
    advanceClock(30_000);
    expect(await attempt(wrong, address)).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await attempt({}, address)).toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 60 });
    advanceClock(60_000);
    expect(await attempt({}, address)).toMatchObject({ ok: true });
  });

  test('for an address, whichever accounts it tries', async () => {
    const address = newAddress();
    for (let i = 0; i < 49; i++) await attempt({ email: `guess-${i}@example.com` }, address);
    expect(await attempt({}, address), "a colleague's right password").toMatchObject({ ok: true });
    await attempt({ email: 'guess-49@example.com' }, address);
    expect(await attempt({}, address)).toMatchObject({ code: 'THROTTLED', retryAfterSeconds: 5 });
    expect(await attempt({}, newAddress())).toMatchObject({ ok: true });
    advanceClock(5_000);
    expect(await attempt({}, address)).toMatchObject({ ok: true });
    advanceClock(15 * MINUTE_MS);
    await attempt({ email: 'guess-50@example.com' }, address);
    expect(await attempt({}, address), 'a quiet quarter of an hour later').toMatchObject({ ok: true });
  });

  test('for all of an IPv6 subscriber together', async () => {
    for (let i = 0; i < 5; i++) await attempt(wrong, `2001:db8:0:${made}::${i}`);
    expect(await attempt({}, `2001:db8:0:${made}:ffff::1`)).toMatchObject({ code: 'THROTTLED' });
    const colleague = { email: (await newActor()).email };
    expect(await attempt(colleague, `2001:db8:0:${made}:ffff::1`)).toMatchObject({ ok: true });
  });

  test('twenty concurrent ones count as twenty', async () => {
    const address = newAddress();
    const results = await Promise.all(Array.from({ length: 20 }, () => attempt(wrong, address)));
    expect(results.filter((result) => !result.ok && result.code === 'WRONG_CREDENTIALS')).toHaveLength(5);
  });

  test('not for an attempt in progress: people who are right at the same time are all admitted', async () => {
    const address = newAddress();
    for (let i = 0; i < 10; i++) await attempt({ email: `guess-${i}@example.com` }, address);
    const colleagues = await Promise.all(Array.from({ length: 12 }, () => newActor()));
    const results = await Promise.all([
      ...colleagues.map(({ email }) => attempt({ email }, address)),
      // The same person in many tabs.
      ...Array.from({ length: 8 }, () => attempt({}, address)),
      ...Array.from({ length: 8 }, (_, i) => attempt({ email: `late-${i}@example.com` }, address)),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(20);
  });

  test('fifty concurrent guesses at many accounts from one address are checked, and no more', async () => {
    const address = newAddress();
    const guesses = Array.from({ length: 80 }, (_, i) =>
      attempt({ email: `guess-${i}@example.com` }, address),
    );
    const results = await Promise.all(guesses);
    const looked = results.filter((result) => !result.ok && result.code === 'WRONG_CREDENTIALS');
    expect(looked).toHaveLength(50);
  }, 30_000);

  test('but a browser that signed in before is counted apart', async () => {
    const address = newAddress();
    const known = rememberBrowser(undefined, actor.userId);
    for (let i = 0; i < 9; i++) await attempt(wrong, address);
    expect(await attempt({}, address)).toMatchObject({ code: 'THROTTLED' });
    expect(await attempt({}, address, known)).toMatchObject({ ok: true });
    for (let i = 0; i < 5; i++) await attempt(wrong, address, known);
    expect(await attempt({}, address, known)).toMatchObject({ code: 'THROTTLED' });
  });

  test("a browser known to somebody else, or a forged mark, isn't", async () => {
    const address = newAddress();
    const other = await newActor();
    for (let i = 0; i < 5; i++) await attempt(wrong, address);
    expect(await attempt({}, address, rememberBrowser(undefined, other.userId))).toMatchObject({
      code: 'THROTTLED',
    });
    expect(await attempt({}, address, 'AAAA.BBBB')).toMatchObject({ code: 'THROTTLED' });
  });
});

describe('with an authenticator', () => {
  let seed: string;
  let recoveryCodes: string[];
  beforeEach(async () => {
    ({ seed, recoveryCodes } = await withAuthenticator(actor));
    advanceClock(30_000);
  });
  const passcode = () => passcodeAt(seed, new Date());

  test('the password alone is not enough, and not counted as a failure', async () => {
    const address = newAddress();
    for (let i = 0; i < 9; i++) {
      expect(await attempt({}, address)).toMatchObject({ code: 'PASSCODE_REQUIRED' });
    }
    expect(await attempt({ passcode: await passcode() }, address)).toMatchObject({ ok: true });
  });

  test('a passcode works once', async () => {
    const typed = await passcode();
    expect(await attempt({ passcode: typed })).toMatchObject({ ok: true });
    expect(await attempt({ passcode: typed })).toMatchObject({ code: 'PASSCODE_USED' });
  });

  test('a recovery code works once, however it is typed', async () => {
    const typed = recoveryCodes[3]?.toUpperCase().replace('-', ' ') ?? '';
    expect(await attempt({ recoveryCode: typed })).toMatchObject({ ok: true });
    expect(await attempt({ recoveryCode: typed })).toMatchObject({ code: 'RECOVERY_CODE_WRONG' });
  });

  test('guesses from many addresses are throttled together', async () => {
    for (let i = 0; i < 5; i++)
      expect(await attempt({ passcode: '000000' })).toMatchObject({ code: 'PASSCODE_WRONG' });
    expect(await attempt({ passcode: await passcode() })).toMatchObject({ code: 'THROTTLED' });
    expect(await attempt({ recoveryCode: recoveryCodes[0] ?? '' })).toMatchObject({ code: 'THROTTLED' });
  });

  test('a wrong password is reported before anything about a passcode', async () => {
    expect(await attempt({ password: 'wrong', passcode: await passcode() })).toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
  });
});

describe('sessions', () => {
  const alive = async (id: string) => (await findSession(id, '203.0.113.7', new Date())) !== null;

  test('belong to the person who signed in', async () => {
    const found = await findSession(await session(), '203.0.113.7', new Date());
    expect(found?.actor).toMatchObject({
      userId: actor.userId,
      role: 'admin',
      organization: actor.organization,
    });
  });

  test('end with an hour without use', async () => {
    const id = await session();
    advanceClock(HOUR_MS - 1);
    expect(await alive(id)).toBe(true);
    advanceClock(HOUR_MS);
    expect(await alive(id)).toBe(false);
  });

  test('end after a day, however busy', async () => {
    const id = await session();
    for (let i = 0; i < 47; i++) {
      advanceClock(30 * MINUTE_MS);
      expect(await alive(id)).toBe(true);
    }
    advanceClock(30 * MINUTE_MS);
    expect(await alive(id)).toBe(false);
  });

  test('end at sign-out, which is recorded', async () => {
    const id = await session();
    await endSession(id, '203.0.113.7');
    expect(await alive(id)).toBe(false);
    const [event] = await prisma(database()).auditEvent.findMany({
      where: { actorId: actor.userId },
      orderBy: { position: 'desc' },
    });
    expect(event).toMatchObject({ action: 'session.end', outcome: 'success' });
  });

  test('open nothing once the membership is gone', async () => {
    const id = await session();
    await prisma(database()).membership.deleteMany({ where: { userId: actor.userId } });
    expect(await findSession(id, '203.0.113.7', new Date())).toMatchObject({ actor: null });
  });
});
