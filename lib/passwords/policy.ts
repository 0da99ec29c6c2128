import { dictionary } from '@zxcvbn-ts/language-common';

/** NIST SP 800-63B-4: 15 characters where the password stands alone, 8 beside an authenticator. No other rules. */
const MIN_ALONE = 15;
const MIN_WITH_AUTHENTICATOR = 8;
const MAX = 256;

let common: ReadonlySet<string> | undefined;

/** Why a new password can't be used, or null. `known` are words an attacker tries first: the address, the name. */
export function passwordProblem(
  password: string,
  { withAuthenticator, known }: { withAuthenticator: boolean; known: readonly string[] },
): string | null {
  const length = [...password].length;
  const min = withAuthenticator ? MIN_WITH_AUTHENTICATOR : MIN_ALONE;
  if (!password.isWellFormed()) return 'Contains a broken character. Type it again.';
  if (length < min) return `Use at least ${min} characters. A few words in a row are easy to remember.`;
  if (length > MAX) return `Use at most ${MAX} characters.`;
  common ??= new Set([...dictionary['passwords-common']]);
  const lower = password.toLowerCase();
  if (common.has(lower) || known.some((word) => word.toLowerCase() === lower)) {
    return 'This password is among those that attackers try first. Choose another.';
  }
  return new Set(lower).size < 4 ? 'Use more than three different characters.' : null;
}
