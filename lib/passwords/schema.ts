import { z } from 'zod';

/** A password that somebody chooses; whether it is good enough, the policy says. */
export const chosenPassword = (missing = 'Enter a password.') =>
  z.string(missing).min(1, missing).max(1000, 'Use at most 256 characters.');
