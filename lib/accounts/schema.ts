import { z } from 'zod';
import { nameSchema } from '@/lib/names/schema';
import { chosenPassword } from '@/lib/passwords/schema';

export const ORGANIZATION_KINDS = ['publisher', 'advertiser', 'dsp', 'data_provider'] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

export const ROLES = ['admin', 'operations', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Addresses are compared in lower case and NFC; what stands before the @ is otherwise the mail server's business. */
export const emailSchema = z
  .string('Enter an email address.')
  .max(254, 'Use at most 254 characters.')
  .transform((value) => value.normalize('NFC').trim().toLowerCase())
  .pipe(z.email('Enter an email address, such as ada@example.com.'));

export const setUpSchema = z.strictObject({
  token: z.string().max(200),
  organization: nameSchema('a name for the organization'),
  name: nameSchema('your name'),
  email: emailSchema,
  password: chosenPassword(),
});
export type SetUp = z.infer<typeof setUpSchema>;

export const renameOrganizationSchema = z.strictObject({ name: nameSchema('a name for the organization') });
export type RenameOrganization = z.infer<typeof renameOrganizationSchema>;
