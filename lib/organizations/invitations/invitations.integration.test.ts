import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Person, Role } from '@/lib/identity/actor/schema';
import { findSession, startSession } from '@/lib/identity/sessions/sessions';
import { removeMember } from '@/lib/organizations/memberships/change-team';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newActor, PASSWORD } from '@/test/people';
import { linksIn, type Smtp, startMailForSettings } from '@/test/smtp';
import { invite } from './invite';
import { joinAsMyself, joinAsNew, viewOffer } from './join';
import { listInvitations } from './list-invitations';
import { resendInvitation } from './resend-invitation';
import { withdrawInvitation } from './withdraw-invitation';

const DAY_MS = 24 * 3_600_000;

let smtp: Smtp;
let admin: Actor;
let made = 0;
beforeAll(async () => {
  smtp = await startMailForSettings();
});
afterAll(() => smtp.stop());
beforeEach(async () => {
  stopClock();
  admin = await newActor();
});
afterEach(() => {
  restoreClock();
});

const newAddress = () => {
  made += 1;
  return `invited-${made}@example.com`;
};

/** The token of the latest letter to an address. */
function tokenFor(email: string): string {
  const letter = smtp.messagesTo(email).at(-1);
  const token = letter && /\/invitations\/([\w-]{40,})$/.exec(linksIn(letter)[0] ?? '')?.[1];
  if (!token) throw new Error(`No letter to ${email}`);
  return token;
}

async function invited(role: Role = 'viewer', email = newAddress()) {
  await invite(admin, { email, role });
  const invitation = (await listInvitations(admin)).find((each) => each.email === email);
  return { email, id: invitation?.id ?? '', token: tokenFor(email) };
}

const join = (token: string, more = {}) =>
  joinAsNew({ token, name: 'Nova', password: PASSWORD, ...more }, '203.0.113.9');

async function signedIn(actor: Actor): Promise<Person> {
  const origin = { address: '203.0.113.7', userAgent: 'test' };
  const sessionId = await startSession(database(), actor.userId, actor.organization.id, origin, new Date());
  return { ...actor, sessionId };
}

const members = async () =>
  (
    await prisma(database()).membership.findMany({
      where: { organizationId: admin.organization.id },
      include: { user: true },
    })
  ).map(({ role, user }) => [user.email, role]);

const OVER = { ok: false, code: 'INVITATION_OVER' };

describe('a link', () => {
  test('makes an account with the role, once', async () => {
    const { email, token } = await invited('operations');
    expect(await viewOffer(token)).toEqual({
      organization: admin.organization.name,
      email,
      role: 'operations',
      invitedBy: admin.name,
      hasAccount: false,
    });
    expect(await join(token)).toEqual({ ok: true, value: { email } });
    expect(await members()).toContainEqual([email, 'operations']);
    expect(await viewOffer(token)).toBeNull();
    expect(await join(token)).toEqual(OVER);
    expect(await listInvitations(admin)).toEqual([]);
  });

  test('opened by ten people concurrently makes one member', async () => {
    const { token } = await invited();
    const results = await Promise.all(Array.from({ length: 10 }, () => join(token)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await members()).toHaveLength(2);
  });

  test('followed while its maker is removed: one waits for the other, not each for the other', async () => {
    for (let round = 0; round < 10; round++) {
      const maker = await newActor({ organization: admin.organization.name });
      // Without a password to be hashed the two meet.
      const guest = await newActor();
      await invite(maker, { email: guest.email, role: 'viewer' });
      const [person, token] = [await signedIn(guest), tokenFor(guest.email)];
      const [joined, removed] = await Promise.all([
        joinAsMyself(person, { token }),
        removeMember(admin, { userId: maker.userId }),
      ]);
      expect(removed).toMatchObject({ ok: true });
      expect((await members()).some(([email]) => email === guest.email)).toBe(joined.ok);
    }
    expect(await listInvitations(admin)).toEqual([]);
  });

  test('is in the database as a hash only, and in no audit event', async () => {
    const { token } = await invited();
    const [row] = await prisma(database()).invitation.findMany({
      where: { organizationId: admin.organization.id },
    });
    const events = await prisma(database()).auditEvent.findMany();
    const all = JSON.stringify([row, Buffer.from(row?.tokenHash ?? []).toString(), events]);
    expect(all).not.toContain(token);
    expect(all).not.toContain(Buffer.from(token).toString('hex'));
  });

  test('works before seven days are over and not then', async () => {
    const [early, late] = [await invited(), await invited()];
    advanceClock(7 * DAY_MS - 1);
    expect(await join(early.token)).toMatchObject({ ok: true });
    advanceClock(1);
    expect(await viewOffer(late.token)).toBeNull();
    expect(await join(late.token)).toEqual(OVER);
    expect(await listInvitations(admin)).toMatchObject([{ email: late.email, expired: true }]);
  });

  test('that was sent again takes the place of the old one, for another seven days', async () => {
    const { email, id, token } = await invited();
    advanceClock(6 * DAY_MS);
    expect(await resendInvitation(admin, { id })).toMatchObject({ value: { email, by: 'mail' } });
    const again = tokenFor(email);
    expect(again).not.toBe(token);
    expect(await join(token)).toEqual(OVER);
    advanceClock(6 * DAY_MS);
    expect(await join(again)).toMatchObject({ ok: true });
  });

  test('that was withdrawn is worth nothing', async () => {
    const { id, token } = await invited();
    expect(await withdrawInvitation(admin, { id })).toEqual({ ok: true, value: null });
    expect(await join(token)).toEqual(OVER);
    expect(await resendInvitation(admin, { id })).toMatchObject({ code: 'INVITATION_NOT_FOUND' });
  });

  test('to an address that was invited before replaces link and role', async () => {
    const { email, token } = await invited('admin');
    const { token: again } = await invited('viewer', email);
    expect(await join(token)).toEqual(OVER);
    await join(again);
    expect(await members()).toContainEqual([email, 'viewer']);
  });

  test.each(['', 'x', 'A'.repeat(43), '\u0000'])('that was never made opens nothing: %o', async (token) => {
    expect(await viewOffer(token)).toBeNull();
    expect(await join(token)).toEqual(OVER);
  });

  test('lets a weak password be put right', async () => {
    const { token } = await invited();
    expect(await join(token, { password: 'short' })).toMatchObject({ code: 'BAD_PASSWORD' });
    expect(await join(token)).toMatchObject({ ok: true });
  });
});

describe('an address that has an account', () => {
  test('joins signed in, and no password is set by a link', async () => {
    const other = await newActor();
    const { token } = await invited('operations', other.email);
    expect(await viewOffer(token)).toMatchObject({ hasAccount: true });
    const before = await prisma(database()).user.findUniqueOrThrow({ where: { id: other.userId } });
    expect(await join(token)).toEqual({ ok: false, code: 'HAS_ACCOUNT' });
    const person = await signedIn(other);
    expect(await joinAsMyself(person, { token })).toEqual({ ok: true, value: null });
    expect(await prisma(database()).user.findUniqueOrThrow({ where: { id: other.userId } })).toEqual(before);
    expect(await members()).toContainEqual([other.email, 'operations']);
    const found = await findSession(person.sessionId, '203.0.113.7', new Date());
    expect(found?.actor).toMatchObject({ role: 'operations', organization: { id: admin.organization.id } });
    expect(await joinAsMyself(person, { token })).toEqual(OVER);
  });

  test('is the only one that can', async () => {
    const [meant, other] = [await newActor(), await newActor()];
    const { token } = await invited('admin', meant.email);
    expect(await joinAsMyself(await signedIn(other), { token })).toEqual({ ok: false, code: 'FOR_ANOTHER' });
    expect(await members()).toHaveLength(1);
    const refusal = await prisma(database()).auditEvent.findFirst({
      where: { actorId: other.userId, outcome: 'failure' },
    });
    expect(refusal).toMatchObject({
      organizationId: admin.organization.id,
      action: 'invitation.accept',
      details: { code: 'FOR_ANOTHER' },
    });
    expect(await joinAsMyself(await signedIn(meant), { token })).toMatchObject({ ok: true });
  });

  test('and is in the team already is not invited, whatever its case', async () => {
    const email = admin.email;
    expect(await invite(admin, { email, role: 'viewer' })).toMatchObject({
      code: 'ALREADY_MEMBER',
      fields: { email: [expect.stringContaining('already')] },
    });
    expect(smtp.messagesTo(email)).toEqual([]);
  });

  test('that has joined in another way meanwhile keeps its role', async () => {
    const other = await newActor();
    const { token } = await invited('viewer', other.email);
    const { id: organizationId } = admin.organization;
    await prisma(database()).membership.create({
      data: { organizationId, userId: other.userId, role: 'admin', createdAt: new Date() },
    });
    expect(await joinAsMyself(await signedIn(other), { token })).toMatchObject({ code: 'ALREADY_MEMBER' });
    expect(await members()).toContainEqual([other.email, 'admin']);
  });
});

describe('what the mail server does not take', () => {
  test('loses nothing: the invitation stays, and its link can be copied', async () => {
    const email = newAddress();
    smtp.refuse(email);
    const result = await invite(admin, { email, role: 'viewer' });
    expect(result).toMatchObject({ ok: true, value: { by: 'hand', mailFailed: true } });
    const link = result.ok && result.value.by === 'hand' ? result.value.link : '';
    expect(await join(link.split('/').at(-1) ?? '')).toMatchObject({ ok: true });
  });
});

describe('who may not', () => {
  const changes: [string, (actor: Actor, id: string) => Promise<unknown>][] = [
    ['invitation.create', (actor) => invite(actor, { email: newAddress(), role: 'admin' })],
    ['invitation.resend', (actor, id) => resendInvitation(actor, { id })],
    ['invitation.withdraw', (actor, id) => withdrawInvitation(actor, { id })],
  ];

  test.each(
    changes.flatMap(([action, run]) =>
      (['operations', 'viewer'] as const).map((role) => [action, role, run] as const),
    ),
  )('%s as %s is refused, on record', async (action, role, run) => {
    const { id, token } = await invited();
    const actor = await newActor({ organization: admin.organization.name, role });
    const letters = smtp.received.length;
    expect(await run(actor, id)).toEqual({ ok: false, code: 'FORBIDDEN' });
    expect(await listInvitations(actor)).toEqual([]);
    expect(smtp.received).toHaveLength(letters);
    expect(await viewOffer(token)).not.toBeNull();
    const refusals = await prisma(database()).auditEvent.findMany({ where: { actorId: actor.userId } });
    expect(refusals).toMatchObject([{ action, outcome: 'failure', details: { code: 'FORBIDDEN' } }]);
  });

  test.each(changes.slice(1))(
    "%s of another organization's finds nothing, on record",
    async (action, run) => {
      const { id, token } = await invited();
      const stranger = await newActor();
      for (const each of [id, randomUUID()]) {
        expect(await run(stranger, each)).toEqual({ ok: false, code: 'INVITATION_NOT_FOUND' });
      }
      expect(await viewOffer(token)).not.toBeNull();
      expect(await listInvitations(stranger)).toEqual([]);
      const refusals = await prisma(database()).auditEvent.findMany({ where: { actorId: stranger.userId } });
      expect(refusals).toMatchObject([{ action, outcome: 'failure' }, { action }]);
    },
  );

  test('more than a hundred together', async () => {
    const data = Array.from({ length: 100 }, (_, index) => ({
      organizationId: admin.organization.id,
      email: `many-${index}@example.com`,
      role: 'viewer' as const,
      tokenHash: Uint8Array.from(Buffer.from(randomUUID())),
      createdAt: new Date(),
      expiresAt: new Date(),
    }));
    await prisma(database()).invitation.createMany({ data });
    expect(await invite(admin, { email: newAddress(), role: 'viewer' })).toMatchObject({
      code: 'INVITATION_LIMIT',
    });
  });
});
