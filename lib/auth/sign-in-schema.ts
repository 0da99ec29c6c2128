import { z } from 'zod';

export const passwordStepSchema = z.strictObject({
  email: z.string().trim().min(1, 'Enter your email address.').max(254, 'Use at most 254 characters.'),
  password: z.string().min(1, 'Enter your password.').max(1000, 'Use at most 256 characters.'),
});

export const secondFactorSchema = z.strictObject({
  passcode: z.string().trim().min(1, 'Enter the six digits that your authenticator shows.').max(100),
});

export const recoveryStepSchema = z.strictObject({
  recoveryCode: z.string().trim().min(1, 'Enter one of your recovery codes.').max(100),
});

export type PasswordStep = z.infer<typeof passwordStepSchema>;
