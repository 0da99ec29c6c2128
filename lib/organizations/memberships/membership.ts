import { ensureSystemKey } from '@/lib/access/built-in-keys/built-in-keys';
import { can } from '@/lib/identity/actor/rights';
import type { Actor, Right, Role } from '@/lib/identity/actor/schema';
import { recordChange, recordRefusal } from '@/lib/platform/audit/record';
import { KEYPORT } from '@/lib/platform/audit/schema';
import type { Db } from '@/lib/platform/db/database';
import type { Result } from '@/lib/platform/result';
import { withdrawNonMemberInvitations } from './member-invitations';
import { hasMember, insertMember, lockRole } from './membership-store';

/** What other folders ask about a team. Callers check who may ask. */

export const isMember = (db: Db, organizationId: string, email: string): Promise<boolean> =>
  hasMember(db, organizationId, email);

/** Adds a member with what every new member starts with. False if the person is a member already. */
export async function addMember(
  db: Db,
  member: { organizationId: string; userId: string; role: Role },
  now: Date,
): Promise<boolean> {
  if (!(await insertMember(db, member, now))) return false;
  await ensureSystemKey(db, member.organizationId, member.userId, now);
  if (member.role === 'admin') await endOutsidersInvitations(db, member.organizationId, now);
  return true;
}

async function endOutsidersInvitations(db: Db, organizationId: string, now: Date): Promise<void> {
  const ended = await withdrawNonMemberInvitations(db, organizationId);
  for (const { id, email } of ended) {
    const subject = { subjectType: 'invitation', subjectId: id, subjectName: email } as const;
    await recordChange(db, KEYPORT, { action: 'invitation.withdraw', ...subject, organizationId }, now);
  }
}

/** Checks again inside the transaction: the role may have been removed since the request came. */
export async function recheckRight(db: Db, actor: Actor, right: Right): Promise<boolean> {
  const role = await lockRole(db, { organizationId: actor.organization.id, userId: actor.userId });
  return role !== null && can({ role }, right);
}

type RefusedEvent = Omit<Parameters<typeof recordRefusal>[1], 'code'>;

/** Records a refused change to a team, whatever the reason. */
export async function recordIfRefused<Value, Code extends string>(
  actor: Actor,
  event: RefusedEvent,
  change: Result<Value, Code> | Promise<Result<Value, Code>>,
  now: Date,
): Promise<Result<Value, Code>> {
  const result = await change;
  if (!result.ok) await recordRefusal(actor, { ...event, code: result.code }, now);
  return result;
}
