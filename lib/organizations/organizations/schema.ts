import { z } from 'zod';
import { ORGANIZATION_KINDS, type OrganizationKind } from '@/lib/identity/actor/schema';
import { emailSchema } from '@/lib/identity/users/email-schema';
import type { SentInvitation } from '@/lib/organizations/invitations/schema';
import { nameSchema } from '@/lib/platform/text/name-schema';
import { id, text } from '@/lib/platform/text/schema';

const kind = z.enum(ORGANIZATION_KINDS, 'Choose a kind.');
const name = nameSchema('a name for the organization');

/** An email address, or nothing: somebody can be invited later. */
const firstAdmin = text(254)
  .trim()
  .transform((typed, context) => {
    if (typed === '') return '';
    const parsed = emailSchema.safeParse(typed);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? '' });
    return z.NEVER;
  });

export const createOrganizationSchema = z.strictObject({ name, kind, firstAdmin });
export type CreateOrganization = z.infer<typeof createOrganizationSchema>;

/** `sent` is how the first Admin's invitation was sent, if an address was given. */
export type CreatedOrganization = { id: string; sent: SentInvitation | null };

/** `seen` is what the form was opened with: what somebody else changed meanwhile isn't overwritten. */
export const changeOrganizationSchema = z.strictObject({
  id: id(),
  name,
  kind,
  seen: z.strictObject({ name: text(3_000), kind }),
});
export type ChangeOrganization = z.infer<typeof changeOrganizationSchema>;

export const organizationIdSchema = z.strictObject({ id: id() });

export const ORGANIZATION_SORTS = ['name', 'created'] as const;

/** The query of the operator's table. What isn't understood falls back to the default. */
export const organizationQuerySchema = z.object({
  q: text(200).catch(''),
  kind: z.array(z.enum(ORGANIZATION_KINDS)).catch([]),
  sort: z.enum(ORGANIZATION_SORTS).catch('name'),
  descending: z.boolean().catch(false),
  page: z.int().min(1).max(1_000_000).catch(1),
  pageSize: z.int().min(1).max(100).catch(25),
});
export type OrganizationQuery = z.infer<typeof organizationQuerySchema>;

export type OrganizationRow = {
  id: string;
  name: string;
  kind: OrganizationKind;
  keys: number;
  members: number;
  /** ISO 8601, UTC. */
  createdAt: string;
};

/** As its page shows it. */
export type OrganizationView = OrganizationRow & { hasAdmin: boolean };

export type OrganizationPage = { rows: OrganizationRow[]; total: number };

export const renameOrganizationSchema = z.strictObject({ name: nameSchema('a name for the organization') });

export type RenameOrganization = z.infer<typeof renameOrganizationSchema>;
