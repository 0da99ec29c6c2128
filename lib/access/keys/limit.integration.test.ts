import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { keyForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { changeKeyStatus } from './change-status';
import { createKey } from './create-key';

const unlimited = settings().maxKeysPerOrganization;
let actor: Actor;
const countLiving = () =>
  prisma(database()).apiKey.count({
    where: { organizationId: actor.organization.id, status: { not: 'revoked' } },
  });

beforeEach(async () => {
  actor = await newActor();
  settings().maxKeysPerOrganization = (await countLiving()) + 3;
});
afterEach(() => {
  settings().maxKeysPerOrganization = unlimited;
});

it('an organization has at most MAX_KEYS_PER_ORGANIZATION keys, even when many are added concurrently', async () => {
  const added = await Promise.all(Array.from({ length: 12 }, () => createKey(actor, keyForm())));
  expect(added.filter(({ ok }) => ok)).toHaveLength(3);
  for (const refused of added.filter(({ ok }) => !ok)) expect(refused).toMatchObject({ code: 'KEY_LIMIT' });
  expect(await countLiving()).toBe(settings().maxKeysPerOrganization);
});

it('a revoked key takes no room, a disabled one does, and others have their own', async () => {
  const [first, second] = [await newKey(actor), await newKey(actor), await newKey(actor)];
  await changeKeyStatus(actor, 'disable', { id: first.id });
  expect(await createKey(actor, keyForm())).toMatchObject({ code: 'KEY_LIMIT' });
  await changeKeyStatus(actor, 'revoke', { id: second.id });
  expect(await createKey(actor, keyForm())).toMatchObject({ ok: true });
  expect(await createKey(actor, keyForm())).toMatchObject({ code: 'KEY_LIMIT' });
  expect(await createKey(await newActor(), keyForm())).toMatchObject({ ok: true });
});
