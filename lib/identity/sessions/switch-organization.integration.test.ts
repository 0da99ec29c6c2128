import { beforeEach, expect, test } from 'vitest';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { renameOrganization } from '@/lib/organizations/organizations/rename-organization';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newActor } from '@/test/people';
import { findSession, startSession } from './sessions';
import { listOwnOrganizations, switchOrganization } from './switch-organization';

let home: Actor;
let away: Actor;
let person: Person;
beforeEach(async () => {
  [home, away] = [await newActor(), await newActor()];
  const origin = { address: '203.0.113.7', userAgent: 'test' };
  const sessionId = await startSession(database(), home.userId, home.organization.id, origin, new Date());
  person = { ...home, sessionId };
});

const addTo = ({ organization: { id: organizationId } }: Actor) =>
  prisma(database()).membership.create({
    data: { organizationId, userId: home.userId, role: 'viewer', createdAt: new Date() },
  });
const actorNow = async () => (await findSession(person.sessionId, '203.0.113.7', new Date()))?.actor;

test('a person works in one of their organizations after the other, with the role that they have there', async () => {
  await addTo(away);
  expect((await listOwnOrganizations(person)).map(({ id }) => id).sort()).toEqual(
    [home.organization.id, away.organization.id].sort(),
  );
  expect(await switchOrganization(person, { organizationId: away.organization.id })).toEqual({
    ok: true,
    value: null,
  });
  expect(await actorNow()).toMatchObject({ role: 'viewer', organization: away.organization });
});

test("another's organization is not theirs to switch to, on record where they are", async () => {
  expect(await listOwnOrganizations(person)).toHaveLength(1);
  expect(await switchOrganization(person, { organizationId: away.organization.id })).toMatchObject({
    code: 'NOT_A_MEMBER',
  });
  expect(await actorNow()).toMatchObject({ organization: home.organization });
  const events = await prisma(database()).auditEvent.findMany({
    where: { action: 'session.switch', actorId: home.userId },
  });
  expect(events).toMatchObject([{ outcome: 'failure', organizationId: home.organization.id }]);
});

test("nobody moves somebody else's session", async () => {
  await addTo(away);
  const thief = { ...away, sessionId: person.sessionId };
  expect(await switchOrganization(thief, { organizationId: away.organization.id })).toMatchObject({
    ok: false,
  });
  expect(await actorNow()).toMatchObject({ organization: home.organization });
});

test('an organization is renamed by its Admins, to a name that no other has', async () => {
  const taken = away.organization.name.toUpperCase();
  expect(await renameOrganization(home, { name: taken })).toMatchObject({
    code: 'ORGANIZATION_NAME_TAKEN',
    fields: { name: [expect.any(String)] },
  });
  expect(await renameOrganization(home, { name: `${home.organization.name} Ltd` })).toMatchObject({
    ok: true,
  });
  expect((await actorNow())?.organization.name).toBe(`${home.organization.name} Ltd`);
  for (const role of ['operations', 'viewer'] as const) {
    const actor = { ...(await newActor({ organization: away.organization.name, role })) };
    expect(await renameOrganization(actor, { name: 'Mine now' })).toEqual({ ok: false, code: 'FORBIDDEN' });
    const refusals = await prisma(database()).auditEvent.findMany({ where: { actorId: actor.userId } });
    expect(refusals).toMatchObject([{ action: 'organization.rename', outcome: 'failure' }]);
  }
});
