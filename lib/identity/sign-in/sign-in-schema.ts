import { z } from 'zod';
import { typedPassword } from '@/lib/identity/passwords/schema';
import { text } from '@/lib/platform/text/schema';

export const passwordStepSchema = z.strictObject({
  email: text(254).trim().min(1, 'Enter your email address.'),
  password: typedPassword,
});

export const secondFactorSchema = z.strictObject({
  passcode: text(100).trim().min(1, 'Enter the six digits that your authenticator shows.'),
});

export const recoveryStepSchema = z.strictObject({
  recoveryCode: text(100).trim().min(1, 'Enter one of your recovery codes.'),
});

export type PasswordStep = z.infer<typeof passwordStepSchema>;

const typed = (max: number) => text(max).catch('');

/** What is posted to next-auth, in any form. What isn't understood counts as wrong credentials. */
export const credentialsSchema = z.object({
  email: typed(254),
  password: typed(1_000),
  passcode: typed(100),
  recoveryCode: typed(100),
});
