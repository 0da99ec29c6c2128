import { expect, test } from 'vitest';
import { database } from '@/lib/db/client';
import { newKey, requireKey } from '@/test/keys';
import { newActor, withAuthenticator } from '@/test/people';
import { listFirstSteps } from './service';

const left = async (...given: Parameters<typeof listFirstSteps>) =>
  (await listFirstSteps(...given)).flatMap(({ name, isDone }) => (isDone ? [] : [name]));

test('each step is left until it is done, and after the last one nothing is', async () => {
  const actor = await newActor();
  // What Keyport makes by itself is nobody's first key.
  expect(await left(actor)).toEqual(['key', 'request', 'authenticator', 'colleague']);
  const { id } = await newKey(actor);
  expect(await left(actor)).toEqual(['request', 'authenticator', 'colleague']);
  const { credentialId } = await requireKey(actor, id);
  await database().credentialUse.create({ data: { credentialId, at: new Date() } });
  expect(await left(actor)).toEqual(['authenticator', 'colleague']);
  await withAuthenticator(actor);
  expect(await left(actor)).toEqual(['colleague']);
  await newActor({ organization: actor.organization.name, role: 'viewer' });
  expect(await listFirstSteps(actor)).toEqual([]);
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
