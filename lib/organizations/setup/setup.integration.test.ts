import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD } from '@/test/people';
import { createAccount, createOperator } from './create-account';
import { setUp } from './set-up';
import { issueSetupLink } from './setup-link';

const HOUR_MS = 3_600_000;

// The first account is made once for an installation: each test begins with none.
beforeEach(async () => {
  stopClock();
  await prisma(database()).user.deleteMany();
  await prisma(database()).organization.deleteMany();
  await prisma(database()).setupLink.deleteMany();
});
afterEach(() => {
  restoreClock();
});

const form = (token: string, more = {}) => ({
  token,
  organization: 'Northwind Media',
  name: 'Lena Park',
  email: 'lena@northwind.example',
  password: PASSWORD,
  ...more,
});

async function newToken(): Promise<string> {
  const link = await issueSetupLink(new Date());
  const token = /^http:\/\/localhost:3000\/setup#(.+)$/.exec(link ?? '')?.[1];
  if (!token) throw new Error(`No set-up link: ${link}`);
  return token;
}

describe('the first-run link', () => {
  test('creates an operator who is also an Admin, with the default grants, and then stops working', async () => {
    const token = await newToken();
    expect(await setUp(form(token), '127.0.0.1')).toMatchObject({ ok: true });
    const user = await prisma(database()).user.findFirstOrThrow({ include: { memberships: true } });
    expect(user).toMatchObject({ operator: true, memberships: [{ role: 'admin' }] });
    expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await prisma(database()).grant.count()).toBe(4);
    expect(await prisma(database()).setupLink.count()).toBe(0);
    expect(await setUp(form(token), '127.0.0.1')).toMatchObject({ code: 'SETUP_CLOSED' });
    expect(await issueSetupLink(new Date())).toBeNull();
  });

  test('lives an hour', async () => {
    const token = await newToken();
    advanceClock(HOUR_MS);
    expect(await setUp(form(token), '127.0.0.1')).toMatchObject({ code: 'SETUP_LINK_OVER' });
    expect(await prisma(database()).user.count()).toBe(0);
  });

  test('is over once there is a newer one, and no other token opens it', async () => {
    const old = await newToken();
    const token = await newToken();
    expect(await setUp(form(old), '127.0.0.1')).toMatchObject({ code: 'SETUP_LINK_OVER' });
    expect(await setUp(form(''), '127.0.0.1')).toMatchObject({ code: 'SETUP_LINK_OVER' });
    expect(await setUp(form(token), '127.0.0.1')).toMatchObject({ ok: true });
  });

  test('used twice concurrently creates one account', async () => {
    const token = await newToken();
    const both = [form(token), form(token, { email: 'eve@example.com', organization: 'Other' })];
    const results = await Promise.all(both.map((each) => setUp(each, '127.0.0.1')));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await prisma(database()).user.count()).toBe(1);
  });

  test.each([
    ['create-account', () => newActor()],
    ['create-operator', () => createOperator({ email: 'ops@example.com', name: 'Ops', password: PASSWORD })],
  ])('dies with the first account, also by %s', async (_way, make) => {
    const token = await newToken();
    await make();
    expect(await prisma(database()).setupLink.count()).toBe(0);
    expect(await setUp(form(token), '127.0.0.1')).toMatchObject({ code: 'SETUP_CLOSED' });
  });
});

describe('passwords', () => {
  test.each([
    ['of 14 characters', 'x7#kQ2!mZ9&pL4', 'at least 15'],
    ['that attackers try first', '1qaz2wsx3edc4rfv', 'try first'],
    ['that are the address', 'lena@northwind.example', 'try first'],
    ['of one letter', 'a'.repeat(20), 'more than three'],
    ['of 257 characters', 'correct horse '.repeat(19), 'at most 256'],
  ])('%s are refused', async (_case, password, words) => {
    const refused = await setUp(form(await newToken(), { password }), '127.0.0.1');
    expect(refused).toMatchObject({
      code: 'BAD_PASSWORD',
      fields: { password: [expect.stringContaining(words)] },
    });
  });

  test.each([
    ['64 characters', 'abcd efgh ijkl mnop qrst uvwx yz01 2345 6789 ABCD EFGH IJKL MNOP'],
    ['emoji and blanks', ' 🐎🔋📎 correct horse '],
  ])('of %s are accepted, whole', async (_case, password) => {
    expect(await setUp(form(await newToken(), { password }), '127.0.0.1')).toMatchObject({ ok: true });
  });
});

test('an address has one account', async () => {
  const account = {
    organization: 'A',
    kind: 'dsp',
    email: 'a@example.com',
    name: 'A',
    password: PASSWORD,
  } as const;
  expect(await createAccount(account)).toMatchObject({ ok: true });
  expect(await createAccount(account)).toMatchObject({ code: 'EMAIL_TAKEN' });
  expect(await createAccount({ ...account, organization: 'a', email: 'b@example.com' })).toMatchObject({
    ok: true,
  });
  expect(await prisma(database()).organization.count()).toBe(1);
});
