import { z } from 'zod';

/** What somebody shows again before a grave step; the passcode counts where there is an authenticator. */
export const proofShape = {
  password: z.string().min(1, 'Enter your password.').max(1000, 'Use at most 256 characters.'),
  passcode: z.string().max(100),
};

const proofSchema = z.strictObject(proofShape);
export type Proof = z.infer<typeof proofSchema> & { recoveryCode?: string | undefined };
