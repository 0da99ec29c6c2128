import { beforeAll, describe, expect, test } from 'vitest';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { listKeys } from '@/lib/access/keys/list-keys';
import { listOwnKeys } from '@/lib/access/keys/list-personal-keys';
import { changeGrant } from '@/lib/access/permissions/change-grant';
import type { Actor } from '@/lib/identity/actor/schema';
import { removeMember } from '@/lib/organizations/memberships/change-team';
import { addMember } from '@/lib/organizations/memberships/membership';
import { prisma } from '@/lib/platform/db/client';
import { database, inTransaction } from '@/lib/platform/db/database';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { ensureBuiltInKeys } from './built-in-keys';

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const command = { userId: null, name: 'test', address: '' };
const standing = async (who: Actor, origin: KeyRow['origin']) =>
  (await listKeys(who, keyQuerySchema.parse({}))).rows.filter((key) => key.origin === origin);
async function only(who: Actor, origin: KeyRow['origin']): Promise<KeyRow> {
  const [key, more] = (await standing(who, origin)).filter(({ state }) => state !== 'revoked');
  if (!key || more) throw new Error(`Not one ${origin} key`);
  return key;
}

describe('the Default API Key', () => {
  test('is there from the start, public, and holds what is granted for one', async () => {
    expect(await only(actor, 'default')).toMatchObject({
      name: 'Default API Key',
      type: 'public',
      environment: 'production',
      state: 'active',
      permissionLabels: ['Generator'],
      ineffectiveLabels: [],
      owner: null,
    });
    const events = await prisma(database()).auditEvent.findMany({
      where: { subjectName: 'Default API Key' },
    });
    expect(events).toMatchObject([
      { action: 'key.create', actorName: 'Keyport', organizationId: actor.organization.id },
    ]);
  });

  test.each(['delete', 'revoke'] as const)('gives its place to a new one: %s', async (operation) => {
    const who = await newActor();
    const old = await only(who, 'default');
    await (operation === 'delete'
      ? deleteKey(who, { id: old.id, confirmation: old.key })
      : changeKeyStatus(who, 'revoke', { id: old.id }));
    const fresh = await only(who, 'default');
    expect(fresh.id).not.toBe(old.id);
    expect(fresh).toMatchObject({ name: 'Default API Key', state: 'active' });
    if (operation === 'delete') return;
    // What was revoked before goes without another one.
    await deleteKey(who, { id: old.id, confirmation: old.key });
    expect(await standing(who, 'default')).toHaveLength(1);
  });

  test('holds nothing if nothing is granted for it, and can still be edited', async () => {
    const who = await newActor();
    const about = { organization: who.organization.name, permission: 'generator' };
    await changeGrant(command, 'withdraw', about);
    const old = await only(who, 'default');
    await deleteKey(who, { id: old.id, confirmation: old.key });
    const { id, permissionLabels } = await only(who, 'default');
    expect(permissionLabels).toEqual([]);
    expect(await editKey(who, await editForm(who, id, { description: 'Web' }))).toMatchObject({ ok: true });
    const other = await newKey(who, { permissions: ['mapper'] });
    const emptied = await editKey(who, await editForm(who, other.id, { permissions: [] }));
    expect(emptied).toMatchObject({ code: 'NO_PERMISSION', fields: { permissions: [expect.any(String)] } });
  });

  test('leaves a name alone that somebody has given', async () => {
    const who = await newActor();
    const old = await only(who, 'default');
    await editKey(who, await editForm(who, old.id, { name: 'Web' }));
    await newKey(who, { name: 'default api key' });
    await deleteKey(who, { id: old.id, confirmation: old.key });
    expect(await only(who, 'default')).toMatchObject({ name: 'Default API Key 2' });
  });

  test('and members without a personal key get one at the start, once', async () => {
    const who = await newActor();
    await prisma(database()).apiKey.deleteMany({ where: { organizationId: who.organization.id } });
    await Promise.all([ensureBuiltInKeys(new Date()), ensureBuiltInKeys(new Date())]);
    await ensureBuiltInKeys(new Date());
    await only(who, 'default');
    await only(who, 'system');
  });
});

describe('personal keys', () => {
  test('are there from the start of a membership, without a secret', async () => {
    const [key] = await listOwnKeys(actor);
    expect(key).toMatchObject({
      name: 'Auto-Generated API Key (Created By System)',
      origin: 'system',
      type: 'secret',
      revealed: false,
      owner: { name: actor.name, you: true },
    });
    expect(key?.permissionLabels).toEqual(['Read API keys', 'Change API keys', 'Read the audit log']);
    const stored = await prisma(database()).credential.findMany({ where: { apiKeyId: key?.id ?? '' } });
    expect(stored).toMatchObject([{ secretHash: null }]);
  });

  test.each(['delete', 'revoke'] as const)('give their place to a new one: %s', async (operation) => {
    const who = await newActor();
    const old = await only(who, 'system');
    await (operation === 'delete'
      ? deleteKey(who, { id: old.id, confirmation: old.key })
      : changeKeyStatus(who, 'revoke', { id: old.id }));
    const fresh = await only(who, 'system');
    expect(fresh).toMatchObject({ revealed: false, owner: { you: true } });
    expect(fresh.id).not.toBe(old.id);
  });

  test('end with the membership, and no new one comes', async () => {
    const admin = await newActor();
    const member = await newActor({ organization: admin.organization.name, role: 'viewer' });
    const key = await only(member, 'system');
    const [removed] = await Promise.all([
      removeMember(admin, { userId: member.userId }),
      deleteKey(member, { id: key.id, confirmation: key.key }),
    ]);
    expect(removed).toMatchObject({ ok: true });
    await ensureBuiltInKeys(new Date());
    expect(await listOwnKeys(member)).toEqual([]);
    expect(await listOwnKeys(admin)).toHaveLength(1);
  });

  test('come with an invitation too', async () => {
    const admin = await newActor();
    const { userId } = await newActor();
    const organizationId = admin.organization.id;
    const joined = await inTransaction((db) =>
      addMember(db, { organizationId, userId, role: 'viewer' }, new Date()),
    );
    expect(joined).toBe(true);
    const there = { ...admin, userId, role: 'viewer' as const };
    expect(await listOwnKeys(there)).toMatchObject([{ origin: 'system', revealed: false }]);
  });
});
