import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newActor } from '@/test/people';
import { type ExternalIdentity, signInExternally } from './external-sign-in';

const ISSUER = 'https://login.example.com';
const origin = { address: '203.0.113.7', userAgent: 'test' };

let ada: Actor;
beforeEach(async () => {
  ada = await newActor();
});

const enter = (more: Partial<ExternalIdentity> = {}) =>
  signInExternally(
    { issuer: ISSUER, subject: ada.userId, email: ada.email, emailVerified: true, ...more },
    origin,
  );
const links = () => prisma(database()).externalIdentity.count({ where: { userId: ada.userId } });

test('the same address, proved, links once; afterwards the subject alone counts', async () => {
  expect(await enter({ email: ada.email.toUpperCase() })).toMatchObject({
    ok: true,
    value: { userId: ada.userId },
  });
  expect(await enter({ email: null, emailVerified: false })).toMatchObject({ ok: true });
  expect(await links()).toBe(1);
});

test('two concurrent first sign-ins link once, and both succeed', async () => {
  const both = await Promise.all([enter(), enter()]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await links()).toBe(1);
});

describe('is refused, recorded, and links nothing', () => {
  test.each([
    ['an unknown address', { email: 'stranger@example.com' }, 'NO_ACCOUNT'],
    ['an address that is not proved', { emailVerified: false }, 'EMAIL_UNVERIFIED'],
    ['no address', { email: null }, 'EMAIL_UNVERIFIED'],
    ['an address in another script', { email: 'jörg@bücher.example' }, 'EMAIL_UNSUPPORTED'],
    ['an address that is a lone surrogate', { email: '\ud800' }, 'EMAIL_UNSUPPORTED'],
    ['what is no address', { email: 'ada' }, 'EMAIL_UNSUPPORTED'],
  ] as const)('%s', async (_case, more, code) => {
    const before = await prisma(database()).auditEvent.count({ where: { outcome: 'failure' } });
    expect(await enter(more)).toMatchObject({ code });
    expect(await prisma(database()).auditEvent.count({ where: { outcome: 'failure' } })).toBe(before + 1);
    expect(await links()).toBe(0);
  });

  test("another subject with a linked account's address", async () => {
    await enter();
    expect(await enter({ subject: 'successor' })).toMatchObject({ code: 'LINKED_OTHERWISE' });
    expect(await links()).toBe(1);
  });
});

test('the same subject at another issuer is somebody else', async () => {
  await enter();
  expect(await enter({ issuer: 'https://evil.example', email: null, emailVerified: false })).toMatchObject({
    code: 'EMAIL_UNVERIFIED',
  });
});
