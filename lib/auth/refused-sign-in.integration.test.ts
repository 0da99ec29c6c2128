import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '@/lib/auth/actor';
import { database } from '@/lib/db/client';
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
  database().auditEvent.findMany({ where: { address, outcome: 'failure' }, orderBy: { position: 'asc' } });

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
