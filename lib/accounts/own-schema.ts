import { z } from 'zod';
import { nameSchema } from '@/lib/names/schema';
import { proofShape } from '@/lib/step-up/schema';
import { emailSchema } from './schema';

/** What somebody changes about their own account. */

export const renameSchema = z.strictObject({ name: nameSchema('your name') });
export type Rename = z.infer<typeof renameSchema>;

export const changeEmailSchema = z.strictObject({ email: emailSchema, ...proofShape });
export type ChangeEmail = z.infer<typeof changeEmailSchema>;

const newPasswordShape = z
  .string('Enter a new password.')
  .min(1, 'Enter a new password.')
  .max(1000, 'Use at most 256 characters.');

export const changePasswordSchema = z.strictObject({ ...proofShape, newPassword: newPasswordShape });
export type ChangePassword = z.infer<typeof changePasswordSchema>;
