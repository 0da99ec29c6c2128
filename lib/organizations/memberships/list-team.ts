import { listPersonalKeysByOwner } from '@/lib/access/keys/end-personal-keys';
import { can } from '@/lib/identity/actor/rights';
import { type Actor, ROLES } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { pageOf } from '@/lib/platform/paging';
import { foldName } from '@/lib/platform/text/name-schema';
import { countInvitationsBy } from './member-invitations';
import { findLastSeen, findMembers } from './membership-store';
import type { Member, TeamPage, TeamQuery } from './schema';

/** A page of the table. A team is small: it is sorted and searched here. */
export async function listTeam(actor: Actor, query: TeamQuery): Promise<TeamPage> {
  const all = await findAll(actor);
  const wanted = foldName(query.q.trim());
  const found = all
    .filter(({ name, email }) => foldName(`${name}\n${email}`).includes(wanted))
    .filter(({ role }) => query.roles.length === 0 || query.roles.includes(role))
    .sort((a, b) => ORDERS[query.sort](a, b) * (query.descending ? -1 : 1) || ORDERS.name(a, b));
  return { rows: pageOf(found, query), total: found.length };
}

async function findAll(actor: Actor): Promise<Member[]> {
  const organizationId = actor.organization.id;
  const [members, lastSeen, keys, invitations] = await Promise.all([
    findMembers(database(), organizationId),
    findLastSeen(database(), organizationId),
    listPersonalKeysByOwner(database(), organizationId),
    countInvitationsBy(database(), organizationId),
  ]);
  return members.map(({ userId, role, createdAt, user }) => {
    const you = userId === actor.userId;
    const mayEnd = you || can(actor, 'team:write');
    return {
      userId,
      name: user.name,
      email: user.email,
      role,
      authenticator: Boolean(user.authenticator?.confirmedAt),
      lastSeenAt: lastSeen.get(userId)?.toISOString() ?? null,
      joinedAt: createdAt.toISOString(),
      you,
      ends: {
        keys: mayEnd ? (keys.get(userId) ?? []) : [],
        invitations: mayEnd ? (invitations.get(userId) ?? 0) : 0,
      },
    };
  });
}

const ORDERS: Record<TeamQuery['sort'], (a: Member, b: Member) => number> = {
  name: (a, b) => a.name.localeCompare(b.name, 'en') || a.email.localeCompare(b.email, 'en'),
  role: (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role),
  lastSeen: (a, b) => (a.lastSeenAt ?? '').localeCompare(b.lastSeenAt ?? ''),
  joined: (a, b) => a.joinedAt.localeCompare(b.joinedAt),
};
