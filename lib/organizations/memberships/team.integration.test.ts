import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Role } from '@/lib/identity/actor/schema';
import { findSession, startSession } from '@/lib/identity/sessions/sessions';
import { invite } from '@/lib/organizations/invitations/invite';
import { listInvitations } from '@/lib/organizations/invitations/list-invitations';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { changeRole, leaveTeam, removeMember } from './change-team';
import { listTeam } from './list-team';
import type { TeamQuery } from './schema';

let admin: Actor;
beforeEach(async () => {
  admin = await newActor();
});

const colleague = (role: Role) => newActor({ organization: admin.organization.name, role });

const AUTO_GENERATED = 'Auto-Generated API Key (Created By System)';
const QUERY: TeamQuery = { q: '', roles: [], sort: 'name', descending: false, page: 1, pageSize: 25 };
const team = async (more: Partial<TeamQuery> = {}, actor = admin) =>
  (await listTeam(actor, { ...QUERY, ...more })).rows;

const rolesNow = async (actor = admin) => {
  const members = await prisma(database()).membership.findMany({
    where: { organizationId: actor.organization.id },
  });
  return new Map(members.map(({ userId, role }) => [userId, role]));
};

const signedIn = (actor: Actor, organizationId: string | null = actor.organization.id) =>
  startSession(
    database(),
    actor.userId,
    organizationId,
    { address: '203.0.113.7', userAgent: 'test' },
    new Date(),
  );
const sessionOf = (id: string) => findSession(id, '203.0.113.7', new Date());

const refusals = async (actor: Actor) =>
  (
    await prisma(database()).auditEvent.findMany({
      where: { actorId: actor.userId, outcome: 'failure' },
      orderBy: { position: 'asc' },
    })
  ).map(({ action, subjectId, details }) => ({ action, subjectId, details }));

describe('the list', () => {
  test('shows who is in the team, and nobody else', async () => {
    const viewer = await colleague('viewer');
    await newActor();
    await signedIn(viewer);
    const rows = await team();
    expect(rows.map(({ userId, role, you }) => [userId, role, you])).toEqual([
      [admin.userId, 'admin', true],
      [viewer.userId, 'viewer', false],
    ]);
    expect(rows.map(({ lastSeenAt }) => lastSeenAt !== null)).toEqual([false, true]);
  });

  test('is searched, filtered and sorted', async () => {
    const viewer = await colleague('viewer');
    expect(await team({ q: viewer.email.toUpperCase() })).toMatchObject([{ userId: viewer.userId }]);
    expect(await team({ roles: ['admin'] })).toMatchObject([{ userId: admin.userId }]);
    expect(await team({ sort: 'role', descending: true })).toMatchObject([{ role: 'viewer' }, {}]);
    expect(await team({ q: 'nobody' })).toEqual([]);
  });

  test('shows what ends with a member only to those who may end it', async () => {
    const viewer = await colleague('viewer');
    await personalKey(admin, 'Laptop');
    const seen = (await team({}, viewer)).map(({ ends }) => ends.keys.map(({ name }) => name));
    expect(seen, 'what ends when they leave themselves').toEqual([[], [AUTO_GENERATED]]);
    expect((await team())[0]?.ends.keys).toMatchObject([{ name: AUTO_GENERATED }, { name: 'Laptop' }]);
  });
});

describe('a role', () => {
  test('that is changed holds from the next request on', async () => {
    const viewer = await colleague('admin');
    const session = await signedIn(viewer);
    expect(await changeRole(admin, { userId: viewer.userId, role: 'viewer' })).toMatchObject({ ok: true });
    expect((await sessionOf(session))?.actor?.role).toBe('viewer');
    const event = await prisma(database()).auditEvent.findFirst({
      where: { action: 'member.role' },
      orderBy: { position: 'desc' },
    });
    expect(event).toMatchObject({
      subjectId: viewer.userId,
      details: { before: { role: 'admin' }, after: { role: 'viewer' } },
    });
  });

  test('that is taken away takes the invitations with it which it had made', async () => {
    const other = await colleague('admin');
    await invite(other, { email: 'up-the-sleeve@example.com', role: 'admin' });
    await invite(admin, { email: 'new@example.com', role: 'viewer' });
    await changeRole(admin, { userId: other.userId, role: 'operations' });
    expect((await listInvitations(admin)).map(({ email }) => email)).toEqual(['new@example.com']);
  });

  test('taken away while its holder invites leaves no invitation of theirs', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await colleague('admin');
      await Promise.all([
        invite(other, { email: `round-${round}@example.com`, role: 'admin' }),
        changeRole(admin, { userId: other.userId, role: 'viewer' }),
      ]);
    }
    expect(await listInvitations(admin)).toEqual([]);
  });
});

describe('removing', () => {
  test('ends personal keys and the sessions here, and nothing else', async () => {
    const gone = await colleague('operations');
    const elsewhere = await newActor();
    await prisma(database()).membership.create({
      data: {
        organizationId: elsewhere.organization.id,
        userId: gone.userId,
        role: 'viewer',
        createdAt: new Date(),
      },
    });
    const here = await signedIn(gone);
    const there = await signedIn(gone, elsewhere.organization.id);
    await personalKey(gone, 'Laptop');
    await personalKey(gone, 'Elsewhere', elsewhere.organization.id);
    await personalKey(admin, 'Mine');
    await newKey(gone, { name: 'Of the organization' });
    expect(await removeMember(admin, { userId: gone.userId })).toEqual({ ok: true, value: null });
    expect(await sessionOf(here)).toBeNull();
    expect((await sessionOf(there))?.actor?.organization.id).toBe(elsewhere.organization.id);
    const keys = await prisma(database()).apiKey.findMany({
      orderBy: { name: 'asc' },
      where: { createdById: { in: [gone.userId, admin.userId] } },
    });
    expect(keys.map(({ name }) => name)).toEqual(['Elsewhere', 'Mine', 'Of the organization']);
    const event = await prisma(database()).auditEvent.findFirst({
      where: { action: 'member.remove' },
      orderBy: { position: 'desc' },
    });
    expect(event).toMatchObject({
      subjectId: gone.userId,
      details: {
        role: 'operations',
        keys: expect.arrayContaining([
          expect.objectContaining({ name: 'Laptop' }),
          expect.objectContaining({ name: AUTO_GENERATED }),
        ]),
      },
    });
  });

  test('is one’s own way out too', async () => {
    const viewer = await colleague('viewer');
    const session = await signedIn(viewer);
    expect(await leaveTeam(viewer)).toMatchObject({ ok: true });
    expect(await sessionOf(session)).toBeNull();
    expect([...(await rolesNow()).keys()]).toEqual([admin.userId]);
  });
});

describe('the last Admin stays', () => {
  test.each([
    ['leave', () => leaveTeam(admin)],
    ['be removed', () => removeMember(admin, { userId: admin.userId })],
    ['be demoted', () => changeRole(admin, { userId: admin.userId, role: 'viewer' })],
  ])('and can not %s', async (_way, run) => {
    await colleague('operations');
    expect(await run()).toEqual({ ok: false, code: 'LAST_ADMIN' });
    expect((await rolesNow()).get(admin.userId)).toBe('admin');
  });

  const ways: [string, (a: Actor, b: Actor) => Promise<unknown>[]][] = [
    ['both leave', (a, b) => [leaveTeam(a), leaveTeam(b)]],
    [
      'each removes the other',
      (a, b) => [removeMember(a, { userId: b.userId }), removeMember(b, { userId: a.userId })],
    ],
    [
      'each demotes the other',
      (a, b) => [
        changeRole(a, { userId: b.userId, role: 'viewer' }),
        changeRole(b, { userId: a.userId, role: 'viewer' }),
      ],
    ],
    [
      'one leaves while the other steps down',
      (a, b) => [leaveTeam(a), changeRole(b, { userId: b.userId, role: 'viewer' })],
    ],
  ];
  test.each(ways)('when there are two and %s concurrently', async (_way, run) => {
    for (let round = 0; round < 5; round++) {
      const owner = await newActor();
      const other = await newActor({ organization: owner.organization.name });
      const results = await Promise.all(run(owner, other));
      expect(results.filter((result) => (result as { ok: boolean }).ok)).toHaveLength(1);
      expect([...(await rolesNow(owner)).values()].filter((role) => role === 'admin')).toHaveLength(1);
    }
  });
});

describe('what nobody may', () => {
  const changes: [string, (actor: Actor, userId: string) => Promise<unknown>][] = [
    ['member.role', (actor, userId) => changeRole(actor, { userId, role: 'admin' })],
    ['member.remove', (actor, userId) => removeMember(actor, { userId })],
  ];

  test.each(
    changes.flatMap(([action, run]) =>
      (['operations', 'viewer'] as const).map((role) => [action, role, run] as const),
    ),
  )('%s as %s is refused, on record, also of oneself', async (action, role, run) => {
    const actor = await colleague(role);
    for (const userId of [admin.userId, actor.userId]) {
      expect(await run(actor, userId)).toEqual({ ok: false, code: 'FORBIDDEN' });
    }
    expect(await refusals(actor)).toMatchObject([
      { action, subjectId: admin.userId, details: { code: 'FORBIDDEN' } },
      { action, subjectId: actor.userId, details: { code: 'FORBIDDEN' } },
    ]);
    expect((await rolesNow()).get(actor.userId)).toBe(role);
  });

  test.each(changes)("%s of another organization's member finds nobody, on record", async (action, run) => {
    const stranger = await newActor();
    await newActor({ organization: stranger.organization.name });
    for (const userId of [stranger.userId, randomUUID()]) {
      expect(await run(admin, userId)).toEqual({ ok: false, code: 'MEMBER_NOT_FOUND' });
    }
    expect(await refusals(admin)).toMatchObject([{ action, subjectId: stranger.userId }, { action }]);
    expect((await rolesNow(stranger)).get(stranger.userId)).toBe('admin');
  });
});

async function personalKey(owner: Actor, name: string, organizationId = owner.organization.id) {
  const { id } = await newKey(owner, { name });
  const data = { ownerId: owner.userId, organizationId };
  await prisma(database()).apiKey.update({ where: { id }, data });
}
