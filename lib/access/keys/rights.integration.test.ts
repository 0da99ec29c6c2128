import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { listKeyHistory } from '@/lib/features/key-history/history';
import { type Actor, ROLES, type Role } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { editForm, keyForm, newKey, rollForm } from '@/test/keys';
import { newActor } from '@/test/people';
import { blockOldCredential } from './block-old-credential';
import { changeKeyStatus } from './change-status';
import { createKey } from './create-key';
import { deleteKey } from './delete-key';
import { editKey } from './edit-key';
import { getKey, listKeys } from './list-keys';
import { rollKey } from './roll-key';
import type { Reveal } from './schema';

let owner: Actor;
let key: Reveal;
beforeAll(async () => {
  owner = await newActor();
  key = await newKey(owner);
});

/** Every change that names a key, as a form would send it for a key that its sender has seen. */
const CHANGES: [string, (actor: Actor) => Promise<{ ok: boolean; code?: string }>][] = [
  ['edit', async (actor) => editKey(actor, await editForm(owner, key.id))],
  ['roll', async (actor) => rollKey(actor, await rollForm(owner, key.id, '123456'))],
  ['block old', (actor) => blockOldCredential(actor, { id: key.id, credentialId: randomUUID() })],
  ['disable', (actor) => changeKeyStatus(actor, 'disable', { id: key.id })],
  ['enable', (actor) => changeKeyStatus(actor, 'enable', { id: key.id })],
  ['revoke', (actor) => changeKeyStatus(actor, 'revoke', { id: key.id })],
  ['delete', (actor) => deleteKey(actor, { id: key.id, confirmation: key.key })],
];

const asStored = () =>
  prisma(database()).apiKey.findUnique({ where: { id: key.id }, include: { credentials: true } });

describe("another organization's key does not exist", () => {
  test.each(CHANGES)('%s', async (_change, run) => {
    const before = await asStored();
    expect(await run(await newActor())).toMatchObject({ ok: false, code: 'KEY_NOT_FOUND' });
    expect(await asStored()).toEqual(before);
  });

  test('nor is it seen', async () => {
    const stranger = await newActor();
    expect(await getKey(stranger, key.id)).toBeNull();
    expect(await listKeyHistory(stranger, key.id)).toEqual([]);
    const all = await listKeys(stranger, keyQuerySchema.parse({}));
    expect(all.rows.filter(({ origin }) => origin === 'person')).toEqual([]);
  });
});

describe('roles', () => {
  const may: Record<Role, boolean> = { admin: true, operations: true, viewer: false };
  const cells = ROLES.flatMap((role) => [
    ['create', role, (actor: Actor) => createKey(actor, keyForm())] as const,
    ...CHANGES.filter(([change]) => change !== 'delete').map(([change, run]) => [change, role, run] as const),
  ]);

  test.each(cells)('%s as %s', async (_change, role, run) => {
    const actor = await newActor({ organization: owner.organization.name, role });
    const result = await run(actor);
    expect('code' in result && result.code === 'FORBIDDEN').toBe(!may[role]);
    if (may[role]) return;
    const refusals = await prisma(database()).auditEvent.findMany({ where: { actorId: actor.userId } });
    expect(refusals).toMatchObject([{ outcome: 'failure', details: { code: 'FORBIDDEN' } }]);
  });

  test('everybody looks', async () => {
    const viewer = await newActor({ organization: owner.organization.name, role: 'viewer' });
    expect(await getKey(viewer, key.id)).toMatchObject({ id: key.id });
  });
});
