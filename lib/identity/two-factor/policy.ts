import { verify } from 'otplib';

const PERIOD_S = 30;
const DIGITS = /^\d{6}$/;

/** What a person typed without the blanks that apps show between digits, or null where it can't be a passcode. */
export function readPasscode(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return DIGITS.test(digits) ? digits : null;
}

/**
 * The time step (RFC 6238) that a passcode belongs to, or null where it is wrong or late. One step back is
 * tolerated, for anyone who types slowly; none ahead, since only a clock that is wrong shows those.
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
    // otplib throws for what is no token, and for a clock before 1970.
    return null;
  }
}

/** Letters and digits that no one mistakes for each other; 10 of them are 49 bits, behind a throttle. */
export const RECOVERY_ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
export const RECOVERY_CODES = 10;

/**
 * A recovery code as hashed: without blanks, dashes of any kind (word processors make others of a hyphen) and characters
 * that show nothing, in lower case and plain letters.
 */
export const readRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\p{Dash}\p{Cf}]/gu, '')
    .toLowerCase();
