import { z } from 'zod';
import { ROLES, type Role } from '@/lib/identity/actor/schema';
import { chosenPassword } from '@/lib/identity/passwords/schema';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { nameSchema } from '@/lib/platform/text/name-schema';
import { id, text } from '@/lib/platform/text/schema';

export const inviteSchema = z.strictObject({ email: emailSchema, role: z.enum(ROLES) });
export type Invite = z.infer<typeof inviteSchema>;

export const inviteFirstAdminSchema = z.strictObject({ organizationId: id(), email: emailSchema });
export type InviteFirstAdmin = z.infer<typeof inviteFirstAdminSchema>;

export const invitationIdSchema = z.strictObject({ id: id() });

const token = text(200);

export const joinSchema = z.strictObject({
  token,
  name: nameSchema('your name'),
  password: chosenPassword(),
});
export type Join = z.infer<typeof joinSchema>;

export const joinAsMyselfSchema = z.strictObject({ token });

/** An invitation that nobody has followed yet. */
export type OpenInvitation = {
  id: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
};

/** How the link reaches its reader: by mail, or, if that isn't possible, from the inviter. */
export type SentInvitation =
  | { email: string; by: 'mail' }
  | { email: string; by: 'hand'; link: string; mailFailed: boolean };

/** What a link offers to the person who opens it. */
export type Offer = {
  organization: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  /** The address has an account already; an invitation can't set its password. */
  hasAccount: boolean;
};
