import { z } from 'zod';
import { chosenPassword } from '@/lib/identity/passwords/schema';
import { stepUpShape } from '@/lib/identity/step-up/schema';
import { emailSchema } from '@/lib/identity/users/email-schema';
import { nameSchema } from '@/lib/platform/text/name-schema';
import { text } from '@/lib/platform/text/schema';

/** What somebody changes about their own account. */

export const renameSchema = z.strictObject({ name: nameSchema('your name') });
export type Rename = z.infer<typeof renameSchema>;

export const changeEmailSchema = z.strictObject({ email: emailSchema, ...stepUpShape });
export type ChangeEmail = z.infer<typeof changeEmailSchema>;

/** `mailed`: it takes effect when the link in the email is opened. */
export type AddressStep = { step: 'changed' | 'mailed'; email: string };

/** A new address whose link hasn't been opened yet. */
export type AddressChangeView = { email: string; expired: boolean };

export const nothingSchema = z.strictObject({});

export const confirmAddressSchema = z.strictObject({ token: text(200) });
export type ConfirmAddress = z.infer<typeof confirmAddressSchema>;
export type ConfirmedAddress = { email: string; signedIn: boolean };

export const changePasswordSchema = z.strictObject({
  ...stepUpShape,
  newPassword: chosenPassword('Enter a new password.'),
});
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** A recovery code replaces the passcode of a lost authenticator. */
export const resetAuthenticatorSchema = z.strictObject({ ...stepUpShape, recoveryCode: text(100) });

export type ResetAuthenticator = z.infer<typeof resetAuthenticatorSchema>;

export const renewRecoveryCodesSchema = z.strictObject(stepUpShape);
