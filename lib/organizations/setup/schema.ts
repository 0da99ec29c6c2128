import { z } from 'zod';
import { chosenPassword } from '@/lib/identity/passwords/schema';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { nameSchema } from '@/lib/platform/text/name-schema';
import { text } from '@/lib/platform/text/schema';

export const ORGANIZATION_KINDS = ['publisher', 'advertiser', 'dsp', 'data_provider'] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

export const ROLES = ['admin', 'operations', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const setUpSchema = z.strictObject({
  token: text(200),
  organization: nameSchema('a name for the organization'),
  name: nameSchema('your name'),
  email: emailSchema,
  password: chosenPassword(),
});
export type SetUp = z.infer<typeof setUpSchema>;

export const renameOrganizationSchema = z.strictObject({ name: nameSchema('a name for the organization') });
export type RenameOrganization = z.infer<typeof renameOrganizationSchema>;
