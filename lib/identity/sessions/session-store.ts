import type { OrganizationKind, Person, Role } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { type Db, database } from '@/lib/platform/db/database';

type NewSession = {
  id: string;
  userId: string;
  organizationId: string | null;
  address: string;
  userAgent: string;
};

export async function insertSession(db: Db, session: NewSession, now: Date): Promise<void> {
  await prisma(db).session.create({
    data: { ...session, createdAt: now, lastSeenAt: now },
    select: { id: true },
  });
}

type SessionRow = { createdAt: Date; lastSeenAt: Date; userId: string } & Pick<
  Person,
  'name' | 'email' | 'operator'
> &
  ({ role: Role; organizationId: string; organizationName: string; kind: OrganizationKind } | { role: null });

/**
 * A session's row with its person and, if they still belong to it, their current organization. One statement, since
 * everything that a person requests waits for it.
 */
export async function findSessionRow(id: string): Promise<SessionRow | null> {
  const [found] = await prisma(database()).$queryRaw<SessionRow[]>`
    select s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      u.id as "userId", u.name, u.email, u.operator,
      m.role::text, o.id as "organizationId", o.name as "organizationName", o.kind::text
    from session s
    join user_account u on u.id = s.user_id
    left join membership m on m.user_id = s.user_id and m.organization_id = s.organization_id
    left join organization o on o.id = m.organization_id
    where s.id = ${id}`;
  return found ?? null;
}

export async function touchSession(id: string, now: Date): Promise<void> {
  await prisma(database()).session.updateMany({ where: { id }, data: { lastSeenAt: now } });
}

/** False if it had ended already. */
export async function removeSession(db: Db, id: string): Promise<boolean> {
  const { count } = await prisma(db).session.deleteMany({ where: { id } });
  return count === 1;
}

export function findSessions(userId: string) {
  return prisma(database()).session.findMany({
    where: { userId },
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
  });
}
