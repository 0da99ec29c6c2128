import { z } from 'zod';
import { chosenPassword } from '@/lib/identity/passwords/schema';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { text } from '@/lib/platform/text/schema';

export const askResetSchema = z.strictObject({ email: emailSchema });
export type AskReset = z.infer<typeof askResetSchema>;

export const resetPasswordSchema = z.strictObject({
  token: text(200),
  password: chosenPassword('Enter a new password.'),
  passcode: text(100),
  recoveryCode: text(100),
});
export type ResetPassword = z.infer<typeof resetPasswordSchema>;

/** Whoever has an authenticator is asked for its passcode before anything is changed. */
export type ResetStep = 'changed' | 'passcode-required';
