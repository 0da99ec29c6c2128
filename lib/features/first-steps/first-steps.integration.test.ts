import { expect, test } from 'vitest';
import { listOwnKeys } from '@/lib/access/keys/list-personal-keys';
import { beginAuthenticator } from '@/lib/identity/two-factor/turn-on-authenticator';
import { invite } from '@/lib/organizations/invitations/invite';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newKey, requireKey } from '@/test/keys';
import { newActor, PASSWORD, withAuthenticator } from '@/test/people';
import { listFirstSteps } from './list-first-steps';

const left = async (...given: Parameters<typeof listFirstSteps>) =>
  (await listFirstSteps(...given)).flatMap(({ name, isDone }) => (isDone ? [] : [name]));

test('each step is left until it is done, and after the last one nothing is', async () => {
  const actor = await newActor();
  // What Keyport makes by itself is nobody's first key.
  expect(await left(actor)).toEqual(['key', 'request', 'authenticator', 'colleague']);
  const { id } = await newKey(actor);
  expect(await left(actor)).toEqual(['request', 'authenticator', 'colleague']);
  const { credentialId } = await requireKey(actor, id);
  await prisma(database()).credentialUse.create({ data: { credentialId, at: new Date() } });
  expect(await left(actor)).toEqual(['authenticator', 'colleague']);
  await withAuthenticator(actor);
  expect(await left(actor)).toEqual(['colleague']);
  await newActor({ organization: actor.organization.name, role: 'viewer' });
  expect(await listFirstSteps(actor)).toEqual([]);
});

test('a colleague is invited while the invitation is open', async () => {
  const actor = await newActor();
  expect(await invite(actor, { email: 'grace@example.com', role: 'viewer' })).toMatchObject({ ok: true });
  expect(await left(actor)).toEqual(['key', 'request', 'authenticator']);
  await prisma(database()).invitation.updateMany({ data: { expiresAt: new Date(0) } });
  expect(await left(actor)).toEqual(['key', 'request', 'authenticator', 'colleague']);
});

test('a use of a personal key, or an authenticator that was never confirmed, is not a step', async () => {
  const actor = await newActor();
  const [own] = await listOwnKeys(actor);
  const { credentialId } = await requireKey(actor, own?.id ?? '');
  await prisma(database()).credentialUse.create({ data: { credentialId, at: new Date() } });
  await beginAuthenticator(actor, { password: PASSWORD });
  expect(await left(actor)).toEqual(['key', 'request', 'authenticator', 'colleague']);
});

test('another organization has no part in it, and only what somebody can do is asked of them', async () => {
  const admin = await newActor();
  await newKey(admin);
  const other = await newActor();
  expect(await left(other)).toEqual(['key', 'request', 'authenticator', 'colleague']);
  const organization = other.organization.name;
  expect(await left(await newActor({ organization, role: 'operations' }))).toEqual([
    'key',
    'request',
    'authenticator',
  ]);
  expect(await left(await newActor({ organization, role: 'viewer' }))).toEqual([]);
});
