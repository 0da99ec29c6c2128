import { z } from 'zod';
import { typedPassword } from '@/lib/identity/passwords/schema';
import { text } from '@/lib/platform/text/schema';

/**
 * The same message on every screen. Codes from a clock that is ahead are refused too (RFC 6238 only allows for delay).
 */
export const WRONG_PASSCODE =
  'That passcode is wrong or no longer current. Type the six digits that are shown now. If that keeps failing, set the clock of your phone to automatic.';

export const beginAuthenticatorSchema = z.strictObject({
  password: typedPassword,
});

export const turnOnAuthenticatorSchema = z.strictObject({
  passcode: text(100).min(1, 'Enter the six digits that your authenticator shows.'),
});

/** Shown once, when they are generated. */
export type RecoveryCodes = { recoveryCodes: string[] };

/** Shown while an authenticator is being set up. The setup key is the seed, for anyone who can't scan. */
export type AuthenticatorSetup = { setupKey: string; qrSvg: string };

export type AuthenticatorView = { on: boolean; since: string | null; recoveryCodesLeft: number };
