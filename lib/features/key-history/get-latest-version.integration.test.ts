import { beforeAll, expect, test } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { getLatestVersion } from './get-latest-version';

let owner: Actor;
let id: string;
beforeAll(async () => {
  owner = await newActor();
  ({ id } = await newKey(owner));
});

test('a key that nobody edited says so', async () => {
  expect(await getLatestVersion(owner, { id })).toMatchObject({ value: { key: { id }, by: null, at: null } });
});

test('the last editor is shown, whatever else was done or refused since', async () => {
  const grace = { ...owner, name: 'Grace' };
  await editKey(owner, await editForm(owner, id, { description: 'first' }));
  await editKey(grace, await editForm(owner, id, { description: 'second' }));
  await changeKeyStatus(owner, 'disable', { id });
  await editKey({ ...owner, name: 'Vera', role: 'viewer' }, await editForm(owner, id, { description: 'no' }));
  const edited = await getLatestVersion(owner, { id });
  expect(edited).toMatchObject({ value: { key: { description: 'second', version: 3 }, by: 'Grace' } });
});

test('not to a viewer, and not to another organization', async () => {
  const viewer = await newActor({ organization: owner.organization.name, role: 'viewer' });
  expect(await getLatestVersion(viewer, { id })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await getLatestVersion(await newActor(), { id })).toMatchObject({ code: 'KEY_NOT_FOUND' });
});
