import type { Role } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';
import type { Recipient } from '@/lib/platform/mail/compose-email';

type MemberId = { organizationId: string; userId: string };

/** Everybody in the organization. */
export function findMembers(db: Db, organizationId: string) {
  return prisma(db).membership.findMany({
    where: { organizationId },
    select: {
      userId: true,
      role: true,
      createdAt: true,
      user: { select: { name: true, email: true, authenticator: { select: { confirmedAt: true } } } },
    },
    orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
  });
}

/**
 * When each was last seen in this organization: by their sessions, and after those have ended by their start and end in
 * the audit log.
 */
export async function findLastSeen(db: Db, organizationId: string): Promise<Map<string, Date>> {
  const rows = await prisma(db).$queryRaw<{ user_id: string; at: Date | null }[]>`
    select m.user_id, greatest(
      (select max(s.last_seen_at) from session s
        where s.user_id = m.user_id and s.organization_id = m.organization_id),
      (select e.at from audit_event e
        where e.subject_id = m.user_id::text and e.organization_id = m.organization_id
          and e.action in ('session.start', 'session.switch', 'session.end') and e.outcome = 'success'
        order by e.position desc limit 1)
    ) as at
    from membership m where m.organization_id = ${organizationId}::uuid`;
  return new Map(rows.flatMap(({ user_id, at }) => (at ? [[user_id, at] as const] : [])));
}

export type LockedMember = { userId: string; role: Role; name: string; email: string };

/**
 * The members, locked until the transaction ends, so that nobody else changes who they are and what they may do: of two
 * Admins who leave at the same time the second sees that the first is gone. Keys can still be added.
 */
export async function lockMembers(db: Db, organizationId: string): Promise<LockedMember[]> {
  await lockOrganization(db, organizationId);
  const members = await prisma(db).membership.findMany({
    where: { organizationId },
    select: { userId: true, role: true, user: { select: { name: true, email: true } } },
  });
  return members.map(({ user, ...member }) => ({ ...member, ...user }));
}

/** The member's role, locked until the transaction ends. */
export async function lockRole(db: Db, { organizationId, userId }: MemberId): Promise<Role | null> {
  const [found] = await prisma(db).$queryRaw<{ role: Role }[]>`
    select role from membership
    where organization_id = ${organizationId}::uuid and user_id = ${userId}::uuid for share`;
  return found?.role ?? null;
}

export async function hasMember(db: Db, organizationId: string, email: string): Promise<boolean> {
  const found = await prisma(db).membership.findFirst({
    where: { organizationId, user: { email } },
    select: { userId: true },
  });
  return found !== null;
}

/** The Admins by their addresses, and another person, if one is named. */
export const findRecipients = (
  db: Db,
  organizationId: string,
  otherId: string | null,
): Promise<Recipient[]> =>
  prisma(db).user.findMany({
    where: {
      OR: [
        { memberships: { some: { organizationId, role: 'admin' } } },
        ...(otherId === null ? [] : [{ id: otherId }]),
      ],
    },
    select: { name: true, email: true },
    orderBy: { email: 'asc' },
  });

/** False if the person is a member already. */
export async function insertMember(
  db: Db,
  member: { organizationId: string; userId: string; role: Role },
  now: Date,
): Promise<boolean> {
  const { count } = await prisma(db).membership.createMany({
    data: [{ ...member, createdAt: now }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function updateRole(db: Db, member: MemberId, role: Role): Promise<void> {
  await prisma(db).membership.updateMany({ where: member, data: { role } });
}

export async function removeMembership(db: Db, member: MemberId): Promise<void> {
  await prisma(db).membership.deleteMany({ where: member });
}
