'use server';

import { invite } from '@/lib/organizations/invitations/invite';
import { resendInvitation } from '@/lib/organizations/invitations/resend-invitation';
import { invitationIdSchema, inviteSchema } from '@/lib/organizations/invitations/schema';
import { withdrawInvitation } from '@/lib/organizations/invitations/withdraw-invitation';
import { changeRole, leaveTeam, removeMember } from '@/lib/organizations/memberships/change-team';
import { changeRoleSchema, leaveSchema, memberIdSchema } from '@/lib/organizations/memberships/schema';
import { refreshAlways } from '@/lib/transport/refresh-screen';
import { action } from '@/lib/transport/server-action';

export const sendInvitation = action('invitation.create', inviteSchema, (input, actor) =>
  refreshAlways(invite(actor, input)),
);
export const resend = action('invitation.resend', invitationIdSchema, (input, actor) =>
  refreshAlways(resendInvitation(actor, input)),
);
export const withdraw = action('invitation.withdraw', invitationIdSchema, (input, actor) =>
  refreshAlways(withdrawInvitation(actor, input)),
);
export const setRole = action('member.role', changeRoleSchema, (input, actor) =>
  refreshAlways(changeRole(actor, input)),
);
export const remove = action('member.remove', memberIdSchema, (input, actor) =>
  refreshAlways(removeMember(actor, input)),
);
/** Not refreshed: somebody who has left has no screen here any more. */
export const leave = action('member.leave', leaveSchema, (_input, actor) => leaveTeam(actor));
