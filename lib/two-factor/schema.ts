import { z } from 'zod';

export const beginAuthenticatorSchema = z.strictObject({
  password: z.string().min(1, 'Enter your password.').max(1000),
});

export const turnOnAuthenticatorSchema = z.strictObject({
  passcode: z.string().min(1, 'Enter the six digits that your authenticator shows.').max(100),
});

/** Shown while an authenticator is being set up. The setup key is the seed, for who can't scan. */
export type AuthenticatorSetup = { setupKey: string; qrSvg: string };

export type AuthenticatorView = { on: boolean; since: string | null; recoveryCodesLeft: number };
