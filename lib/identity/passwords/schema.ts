import { text } from '@/lib/platform/text/schema';

/** The policy counts characters, of which the longest take several code units each. */
const MAX_UNITS = 1_000;
const tooLong = 'Use at most 256 characters.';

/** A password that somebody chooses; whether it is good enough, the policy says. */
export const chosenPassword = (missing = 'Enter a password.') =>
  text(MAX_UNITS, { missing, tooLong }).min(1, missing);

/** A password that somebody has already. */
export const typedPassword = text(MAX_UNITS, { tooLong }).min(1, 'Enter your password.');
