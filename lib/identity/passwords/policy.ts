import { type FeedbackType, ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/**
 * NIST SP 800-63B-4: 15 characters if the password is the only factor, 8 with an authenticator. No composition rules.
 */
const MIN_ALONE = 15;
const MIN_WITH_AUTHENTICATOR = 8;
const MAX = 256;
/** zxcvbn's scores: below 3, fewer than 10^8 guesses are enough, below 2 fewer than 10^6. */
const MIN_SCORE_ALONE = 3;
const MIN_SCORE_WITH_AUTHENTICATOR = 2;
/** The estimate's time grows faster than the length: if a prefix is strong enough, so is the password. */
const MAX_ESTIMATED = 64;
/**
 * A repeated word, with up to four characters in between: the estimate counts "word-word" as four parts. The characters
 * in between have to be the same each time, so that the search can't branch.
 */
const REPEATED = /^(.{3,}?)(.{0,4}?)(?:\1\2)*\1$/isu;

let common: ReadonlySet<string> | undefined;
let estimator: ZxcvbnFactory | undefined;

/** Why a new password can't be used, or null. `known` are words that an attacker tries first: names, the address. */
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
  if (new Set(lower).size < 4) return 'Use more than three different characters.';
  return guessability(password, withAuthenticator, known);
}

function guessability(password: string, withAuthenticator: boolean, known: readonly string[]): string | null {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: MAX_ESTIMATED });
  const [, word, between] = REPEATED.exec(password) ?? [];
  const judged = word === undefined ? password : `${word}${between}`;
  const { score, feedback } = estimator.check(judged, known.flatMap(wordsOf));
  if (score >= (withAuthenticator ? MIN_SCORE_WITH_AUTHENTICATOR : MIN_SCORE_ALONE)) return null;
  if (word !== undefined) return `${REPEATS} ${ADVICE}`;
  const reason = (feedback.warning && REASONS[feedback.warning]) ?? 'This password is easy to guess.';
  return `${reason} ${ADVICE}`;
}

/** A name or an address, also as a single word, and each of its words that is long enough. */
function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return [text, words.join(''), ...words.filter((word) => word.length > 2)];
}

const ADVICE = 'Use four or more words that have nothing to do with each other.';
const REPEATS = 'This password repeats itself, which attackers try.';
const REASONS: Partial<Record<NonNullable<FeedbackType['warning']>, string>> = {
  straightRow: 'Keys next to each other are easy to guess.',
  keyPattern: 'Keys next to each other are easy to guess.',
  simpleRepeat: REPEATS,
  extendedRepeat: REPEATS,
  sequences: 'Rows such as abc or 6543 are easy to guess.',
  recentYears: 'Years are easy to guess.',
  dates: 'Dates are easy to guess.',
  topTen: 'This password is among those that attackers try first.',
  topHundred: 'This password is among those that attackers try first.',
  common: 'This password is among those that attackers try first.',
  similarToCommon: 'This password is close to one that attackers try first.',
  userInputs: 'This password is made of your name, your address or your organization.',
};
