import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { countAnonymousRefusals } from '@/lib/identity/throttle/anonymous-refusals';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newActor, PASSWORD, withAuthenticator } from '@/test/people';
import { type SignIn, signIn } from './sign-in';

let ada: Actor;
beforeEach(async () => {
  ada = await newActor();
});

let made = 0;
const newAddress = () => {
  made += 1;
  return `198.51.100.${made}`;
};

const attempt = (given: Partial<SignIn>, address = newAddress()) =>
  signIn(
    { email: ada.email, password: PASSWORD, passcode: null, recoveryCode: null, ...given },
    { address, userAgent: 'test', browserCookie: undefined },
  );

const refusals = (address: string) =>
  prisma(database()).auditEvent.findMany({
    where: { address, outcome: 'failure' },
    orderBy: { position: 'asc' },
  });

test.each([
  ['a wrong password', { password: 'wrong' }, 'WRONG_CREDENTIALS'],
  ['a wrong passcode', { passcode: '000000' }, 'PASSCODE_WRONG'],
  ['a wrong recovery code', { recoveryCode: 'aaaaa-aaaaa' }, 'RECOVERY_CODE_WRONG'],
])('%s is on record as about the account, by nobody', async (_what, given, code) => {
  await withAuthenticator(ada);
  const address = newAddress();
  expect(await attempt(given, address)).toMatchObject({ code });
  expect(await refusals(address)).toMatchObject([
    {
      action: 'session.start',
      actorId: null,
      actorName: 'Not signed in',
      organizationId: ada.organization.id,
      subjectId: ada.userId,
      subjectName: ada.email,
      details: { code },
    },
  ]);
});

const codes = async (address: string) =>
  (await refusals(address)).map(({ details }) => (details as { code: string }).code);

test('waits are recorded once per account, address and hour', async () => {
  const address = newAddress();
  for (let count = 0; count < 5; count++) await attempt({ password: 'wrong' }, address);
  for (let count = 0; count < 4; count++) {
    expect(await attempt({}, address)).toMatchObject({ code: 'THROTTLED' });
  }
  expect(await codes(address)).toEqual([...Array(5).fill('WRONG_CREDENTIALS'), 'THROTTLED']);
});

test('a wait for the second factor is recorded, whichever address has to wait', async () => {
  await withAuthenticator(ada);
  for (let count = 0; count < 5; count++) {
    expect(await attempt({ passcode: '000000' })).toMatchObject({ code: 'PASSCODE_WRONG' });
  }
  const address = newAddress();
  for (let count = 0; count < 2; count++) {
    expect(await attempt({ passcode: '000000' }, address)).toMatchObject({ code: 'THROTTLED' });
  }
  expect(await codes(address)).toEqual(['THROTTLED']);
});

test('addresses without an account are counted, and recorded once per address and hour', async () => {
  const address = newAddress();
  const before = countAnonymousRefusals().get('WRONG_CREDENTIALS') ?? 0;
  for (const name of ['eve', 'mallory', 'trudy']) await attempt({ email: `${name}@example.com` }, address);
  expect(countAnonymousRefusals().get('WRONG_CREDENTIALS')).toBe(before + 3);
  const events = await refusals(address);
  expect(events).toMatchObject([
    { actorName: 'Not signed in', subjectId: null, details: { code: 'WRONG_CREDENTIALS' } },
  ]);
  // People type passwords into the wrong field.
  expect(JSON.stringify(events)).not.toContain('eve@');
  await prisma(database()).$executeRaw`update throttle set last_try_at = last_try_at - interval '61 minutes'`;
  await attempt({ email: 'eve@example.com' }, address);
  expect(await refusals(address)).toHaveLength(2);
});

test('a wait of an address without an account is counted as well', async () => {
  const address = newAddress();
  const before = countAnonymousRefusals().get('THROTTLED') ?? 0;
  const again = () => attempt({ email: 'oscar@example.com' }, address);
  for (let count = 0; count < 5; count++) expect(await again()).toMatchObject({ code: 'WRONG_CREDENTIALS' });
  expect(await again()).toMatchObject({ code: 'THROTTLED' });
  expect(countAnonymousRefusals().get('THROTTLED')).toBe(before + 1);
});

test('of many concurrent ones from one address one is recorded', async () => {
  const address = newAddress();
  await Promise.all([1, 2, 3, 4].map((n) => attempt({ email: `nobody-${n}@example.com` }, address)));
  expect(await refusals(address)).toHaveLength(1);
});
