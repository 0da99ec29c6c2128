'use server';

import { refresh } from 'next/cache';
import { invite } from '@/lib/organizations/invitations/invite';
import { resendInvitation } from '@/lib/organizations/invitations/resend-invitation';
import { invitationIdSchema, inviteSchema } from '@/lib/organizations/invitations/schema';
import { withdrawInvitation } from '@/lib/organizations/invitations/withdraw-invitation';
import { changeRole, leaveTeam, removeMember } from '@/lib/organizations/memberships/change-team';
import { changeRoleSchema, leaveSchema, memberIdSchema } from '@/lib/organizations/memberships/schema';
import type { Result } from '@/lib/platform/result';
import { action } from '@/lib/transport/server-action';

/** What is on screen was rendered before the change, also where it was refused: somebody else changed it then. */
async function refreshed<Value, Code extends string>(
  change: Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  const result = await change;
  refresh();
  return result;
}

export const sendInvitation = action('invitation.create', inviteSchema, (input, actor) =>
  refreshed(invite(actor, input)),
);
export const resend = action('invitation.resend', invitationIdSchema, (input, actor) =>
  refreshed(resendInvitation(actor, input)),
);
export const withdraw = action('invitation.withdraw', invitationIdSchema, (input, actor) =>
  refreshed(withdrawInvitation(actor, input)),
);
export const setRole = action('member.role', changeRoleSchema, (input, actor) =>
  refreshed(changeRole(actor, input)),
);
export const remove = action('member.remove', memberIdSchema, (input, actor) =>
  refreshed(removeMember(actor, input)),
);
/** Not refreshed: whoever has left has no screen here any more. */
export const leave = action('member.leave', leaveSchema, (_input, actor) => leaveTeam(actor));
