import { z } from 'zod';
import { stepUpShape } from '@/lib/identity/step-up/schema';
import { text } from '@/lib/platform/text/schema';

/** A recovery code replaces the passcode of a lost authenticator. */
export const resetAuthenticatorSchema = z.strictObject({ ...stepUpShape, recoveryCode: text(100) });

export type ResetAuthenticator = z.infer<typeof resetAuthenticatorSchema>;

export const renewRecoveryCodesSchema = z.strictObject(stepUpShape);
