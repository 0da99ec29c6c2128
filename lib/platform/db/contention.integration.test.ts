import { expect, it } from 'vitest';
import { createDataset } from '@/lib/access/dataset-with-key/create-dataset';
import { deleteDataset } from '@/lib/access/datasets/delete-dataset';
import { changeStatusOfMany } from '@/lib/access/keys/change-many';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { createKey } from '@/lib/access/keys/create-key';
import { setGrant } from '@/lib/access/permissions/change-grant';
import { editPermission } from '@/lib/access/permissions/edit-permission';
import { getCatalogueEntry } from '@/lib/access/permissions/list-catalogue';
import type { Actor } from '@/lib/identity/actor/schema';
import { endSession, startSession } from '@/lib/identity/sessions/sessions';
import { invite } from '@/lib/organizations/invitations/invite';
import { joinAsMyself } from '@/lib/organizations/invitations/join';
import { withdrawInvitation } from '@/lib/organizations/invitations/withdraw-invitation';
import { changeRole, removeMember } from '@/lib/organizations/memberships/change-team';
import { verifyAudit } from '@/lib/platform/audit/verify';
import type { Result } from '@/lib/platform/result';
import { datasetForm } from '@/test/datasets';
import { keyForm } from '@/test/keys';
import { newActor, newOperator } from '@/test/people';
import { prisma } from './client';
import { database, inTransaction } from './database';

const OPERATIONS = 2_000;
const AT_ONCE = 40;

/** The same choices in each run (mulberry32), so that what fails once can be looked at again. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

it('2,000 mixed changes at the same time are all decided, and the audit log is whole', async () => {
  const random = randomFrom(8);
  const pick = <Value>(values: readonly Value[]): Value => values[random(values.length)] as Value;
  const operator = await newOperator();
  const actors = [await newActor(), await newActor(), await newActor()];
  const guests: Actor[] = [];
  for (let count = 0; count < 9; count++) {
    guests.push(await newActor({ organization: `Guests ${count % 3}` }));
  }
  const origin = { address: '203.0.113.7', userAgent: 'test' };
  const signIn = (person: Actor) =>
    inTransaction((db) => startSession(db, person.userId, person.organization.id, origin, new Date()));
  const sessions = new Map<Actor, string>();
  for (const guest of guests) sessions.set(guest, await signIn(guest));
  const links: string[] = [];
  // Few names, so that keys and datasets meet on them.
  const name = () => `Shared ${random(60)}`;

  const keyIds = async (actor: Actor, most: number) => {
    const keys = await prisma(database()).apiKey.findMany({
      where: { organizationId: actor.organization.id },
      select: { id: true },
      take: 60,
    });
    return keys.length === 0
      ? []
      : Array.from({ length: 1 + random(most) }, () => pick(keys).id.toUpperCase());
  };
  const done = { ok: true, value: null } as const;

  const operations: ((actor: Actor) => Promise<Result<unknown, string>>)[] = [
    (actor) => createKey(actor, keyForm({ name: name(), permissions: ['sharer', 'generator'] })),
    (actor) => createKey(actor, keyForm({ name: name(), permissions: ['generator', 'sharer'] })),
    (actor) => createDataset(actor, datasetForm({ name: name() })),
    async (actor) => {
      const [id] = await keyIds(actor, 1);
      return id === undefined ? done : changeKeyStatus(actor, 'revoke', { id });
    },
    async (actor) => {
      const ids = await keyIds(actor, 30);
      return ids.length === 0
        ? done
        : changeStatusOfMany(actor, pick(['disable', 'enable', 'revoke']), { ids });
    },
    async (actor) => {
      const dataset = await prisma(database()).dataset.findFirst({
        where: { organizationId: actor.organization.id },
        select: { id: true },
      });
      return dataset ? deleteDataset(actor, dataset) : done;
    },
    async () => {
      const entry = await getCatalogueEntry(operator, pick(['generator', 'sharer']));
      if (!entry) throw new Error('The permission is gone');
      const { keys: _keys, publicKeys: _publicKeys, organizations: _organizations, ...values } = entry;
      return editPermission(operator, {
        ...values,
        order: `${entry.order}`,
        description: `Sentence ${random(9)}.`,
      });
    },
    (actor) =>
      setGrant(operator, {
        organizationId: actor.organization.id,
        permission: 'bidder',
        granted: random(2) === 0,
      }),
    async (actor) => {
      const invited = await invite(actor, { email: pick(guests).email, role: 'operations' });
      if (invited.ok && invited.value.by === 'hand') links.push(invited.value.link);
      return invited;
    },
    async () => {
      const guest = pick(guests);
      const link = links.splice(random(links.length), 1)[0];
      const token = link?.split('/').at(-1) ?? 'none';
      return joinAsMyself({ ...guest, sessionId: sessions.get(guest) ?? 'none' }, { token });
    },
    async () => {
      const guest = pick(guests);
      await endSession(sessions.get(guest) ?? 'none', origin.address);
      sessions.set(guest, await signIn(guest));
      return done;
    },
    (actor) => changeRole(actor, { userId: pick(guests).userId, role: pick(['viewer', 'operations']) }),
    (actor) => removeMember(actor, { userId: pick(guests).userId }),
    async (actor) => {
      const open = await prisma(database()).invitation.findFirst({
        where: { organizationId: actor.organization.id },
        select: { id: true },
      });
      return open ? withdrawInvitation(actor, open) : done;
    },
  ];

  const failures: unknown[] = [];
  const outcomes = new Map<string, number>();
  let left = OPERATIONS;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      const result = await pick(operations)(pick(actors)).catch((error) => failures.push(error));
      const outcome = typeof result === 'number' ? 'THROWN' : result.ok ? 'ok' : result.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  expect(failures).toEqual([]);
  expect(outcomes.get('ok')).toBeGreaterThan(OPERATIONS / 4);
  expect((await verifyAudit(null)).broken).toEqual([]);
}, 120_000);
