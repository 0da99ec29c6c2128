import { z } from 'zod';
import { emailSchema } from '@/lib/accounts/schema';
import { chosenPassword } from '@/lib/passwords/schema';

export const askResetSchema = z.strictObject({ email: emailSchema });
export type AskReset = z.infer<typeof askResetSchema>;

export const resetPasswordSchema = z.strictObject({
  token: z.string().max(200),
  password: chosenPassword('Enter a new password.'),
  passcode: z.string().max(100),
  recoveryCode: z.string().max(100),
});
export type ResetPassword = z.infer<typeof resetPasswordSchema>;

/** Who has an authenticator is asked for its passcode before anything is changed. */
export type ResetStep = 'changed' | 'passcode-required';
