import { text } from '@/lib/platform/text/schema';

/** The policy counts characters, of which the longest have several code units each. */
const MAX_UNITS = 1_000;
const tooLong = 'Use at most 256 characters.';

/** A new password; whether it is strong enough is for the policy to decide. */
export const chosenPassword = (missing = 'Enter a password.') =>
  text(MAX_UNITS, { missing, tooLong }).min(1, missing);

/** A current password. */
export const typedPassword = text(MAX_UNITS, { tooLong }).min(1, 'Enter your password.');
