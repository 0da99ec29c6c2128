import { deletePersonalKeys } from '@/lib/access/keys/end-personal-keys';
import { transactAndAwaitVerifiers } from '@/lib/access/revocation/transact-and-await-verifiers';
import { can } from '@/lib/identity/actor/rights';
import type { Actor, Role } from '@/lib/identity/actor/schema';
import { endSessionsInOrganization } from '@/lib/identity/sessions/switch-organization';
import { recordChange, recordIfRefused } from '@/lib/platform/audit/record';
import type { Db } from '@/lib/platform/db/database';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { withdrawInvitationsOf } from './member-invitations';
import { type LockedMember, lockMembers, removeMembership, updateRole } from './membership-store';
import type { ChangeRole } from './schema';

export type TeamRefusal = 'FORBIDDEN' | 'MEMBER_NOT_FOUND' | 'LAST_ADMIN';

/** Takes effect with the member's next request, since every request reads the role. */
export async function changeRole(
  actor: Actor,
  { userId, role }: ChangeRole,
): Promise<Result<null, TeamRefusal>> {
  const now = currentTime();
  const changed = await changeMember(actor, userId, true, async (db, member, members) => {
    if (member.role === role) return ok(null);
    if (role !== 'admin' && isLastAdmin(members, userId)) return refuse('LAST_ADMIN');
    const organizationId = actor.organization.id;
    await updateRole(db, { organizationId, userId }, role);
    // Somebody who may no longer invite must not keep a working link.
    const invitations = role === 'admin' ? [] : await withdrawInvitationsOf(db, organizationId, userId);
    const details = {
      before: { role: member.role },
      after: { role },
      ...(invitations[0] && { invitations }),
    };
    await recordChange(db, actor, { action: 'member.role', ...memberSubject(member), details }, now);
    return ok(null);
  });
  const event = { action: 'member.role', ...memberSubject({ userId }), details: { role } } as const;
  return recordIfRefused(actor, event, changed, now);
}

/** Ends the membership together with the member's sessions here and personal keys, everywhere and at once. */
export async function removeMember(
  actor: Actor,
  { userId }: { userId: string },
): Promise<Result<null, TeamRefusal>> {
  const now = currentTime();
  const removed = await changeMember(actor, userId, true, (db, member, members) =>
    endMembership(db, actor, 'member.remove', member, members, now),
  );
  return recordIfRefused(actor, { action: 'member.remove', ...memberSubject({ userId }) }, removed, now);
}

/** Leaving by oneself; the last Admin can't. */
export async function leaveTeam(actor: Actor): Promise<Result<null, TeamRefusal>> {
  const now = currentTime();
  const left = await changeMember(actor, actor.userId, false, (db, member, members) =>
    endMembership(db, actor, 'member.leave', member, members, now),
  );
  return recordIfRefused(actor, { action: 'member.leave', ...memberSubject(actor) }, left, now);
}

type Work = (
  db: Db,
  member: LockedMember,
  members: readonly LockedMember[],
) => Promise<Result<null, TeamRefusal>>;

/** Checks the actor's role again under the lock: two Admins may be removing it from each other. */
async function changeMember(
  actor: Actor,
  userId: string,
  asAdmin: boolean,
  work: Work,
): Promise<Result<null, TeamRefusal>> {
  if (asAdmin && !can(actor, 'team:write')) return refuse('FORBIDDEN');
  return transactAndAwaitVerifiers<null, TeamRefusal>(async (db) => {
    const members = await lockMembers(db, actor.organization.id);
    const own = members.find((member) => member.userId === actor.userId);
    if (asAdmin && !(own && can(own, 'team:write'))) return refuse('FORBIDDEN');
    const member = members.find((each) => each.userId === userId);
    return member ? work(db, member, members) : refuse('MEMBER_NOT_FOUND');
  });
}

async function endMembership(
  db: Db,
  actor: Actor,
  action: 'member.remove' | 'member.leave',
  member: LockedMember,
  members: readonly LockedMember[],
  now: Date,
): Promise<Result<null, TeamRefusal>> {
  if (isLastAdmin(members, member.userId)) return refuse('LAST_ADMIN');
  const organizationId = actor.organization.id;
  const { userId } = member;
  // Before the invitations: somebody who is inviting locks the membership first, and the two would deadlock.
  await removeMembership(db, { organizationId, userId });
  const invitations = await withdrawInvitationsOf(db, organizationId, userId);
  const { keys, announced } = await deletePersonalKeys(db, organizationId, userId, now);
  await endSessionsInOrganization(db, organizationId, userId);
  const details = { role: member.role, keys, invitations };
  await recordChange(db, actor, { action, ...memberSubject(member), details, announced }, now);
  return ok(null);
}

const isLastAdmin = (members: readonly { userId: string; role: Role }[], userId: string): boolean => {
  const admins = members.filter(({ role }) => role === 'admin');
  return admins.length === 1 && admins[0]?.userId === userId;
};

const memberSubject = ({ userId, email }: { userId: string; email?: string }) =>
  ({ subjectType: 'user', subjectId: userId, subjectName: email ?? userId }) as const;
