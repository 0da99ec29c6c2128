import { verify } from 'otplib';

const PERIOD_S = 30;
const DIGITS = /^\d{6}$/;

/** What a person typed without the spaces that apps show between digits, or null if it can't be a passcode. */
export function readPasscode(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return DIGITS.test(digits) ? digits : null;
}

/**
 * The time step (RFC 6238) of a passcode, or null if it is wrong or late. One step back is accepted, for anyone who
 * types slowly; none ahead, since only a wrong clock shows those.
 */
export async function stepOf(passcode: string, seed: string, now: Date): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1000);
  try {
    const result = await verify({
      secret: seed,
      token: passcode,
      epoch,
      period: PERIOD_S,
      epochTolerance: [PERIOD_S, 0],
    });
    return result.valid && 'timeStep' in result ? result.timeStep : null;
  } catch {
    // otplib throws for what isn't a token, and for times before 1970.
    return null;
  }
}

/** Letters and digits that nobody confuses with each other; 10 of them are 49 bits, behind a throttle. */
export const RECOVERY_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
export const RECOVERY_CODES = 10;

/**
 * A recovery code in the form that is hashed: without spaces, dashes of any kind (word processors replace hyphens) and
 * invisible characters, in lower case and plain letters.
 */
export const readRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\p{Dash}\p{Cf}]/gu, '')
    .toLowerCase();
