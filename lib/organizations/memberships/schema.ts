import { z } from 'zod';
import { ROLES, type Role } from '@/lib/identity/actor/schema';
import { id } from '@/lib/platform/text/schema';

export const memberIdSchema = z.strictObject({ userId: id() });

export const changeRoleSchema = z.strictObject({ userId: id(), role: z.enum(ROLES) });
export type ChangeRole = z.infer<typeof changeRoleSchema>;

export const leaveSchema = z.strictObject({});

export const TEAM_SORTS = ['name', 'role', 'lastSeen', 'joined'] as const;

export type TeamQuery = {
  q: string;
  roles: readonly string[];
  sort: (typeof TEAM_SORTS)[number];
  descending: boolean;
  page: number;
  pageSize: number;
};

export type Member = {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** Whether an authenticator protects the organization from a stolen password. */
  authenticator: boolean;
  /** In this organization. */
  lastSeenAt: string | null;
  joinedAt: string;
  you: boolean;
  /** What ends with the membership: shown beforehand to those who may end it. */
  ends: { keys: { name: string; key: string }[]; invitations: number };
};

export type TeamPage = { rows: Member[]; total: number };
