import { z } from 'zod';
import { emailSchema } from '@/lib/accounts/schema';

export const askResetSchema = z.strictObject({ email: emailSchema });
export type AskReset = z.infer<typeof askResetSchema>;

export const resetPasswordSchema = z.strictObject({
  token: z.string().max(200),
  password: z
    .string('Enter a new password.')
    .min(1, 'Enter a new password.')
    .max(1000, 'Use at most 256 characters.'),
  passcode: z.string().max(100),
  recoveryCode: z.string().max(100),
});
export type ResetPassword = z.infer<typeof resetPasswordSchema>;

/** Who has an authenticator is asked for its passcode before anything is changed. */
export type ResetStep = 'changed' | 'passcode-required';
