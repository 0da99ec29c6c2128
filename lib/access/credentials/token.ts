import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { settings } from '@/lib/platform/env/env';
import type { Environment } from './schema';

/**
 * What clients present: a key, which identifies and may be seen, and a secret, which proves. Both end in a CRC-32, so
 * that secret scanners recognize them and garbage is refused without a look at memory or database. The checksum is
 * never authentication: anyone can compute it.
 */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY_CHARACTERS = 16;
/** 62^32 is 190.5 bits from the system's random source (ASVS 11.5.1). */
const SECRET_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;
/** `_live_` or `_test_`. */
const MARK_CHARACTERS = 6;
/** As KEY_PREFIX allows; a secret has an `s` after it. */
const MIN_PREFIX = 2;
const MAX_PREFIX = 13;

const MARKS: Record<Environment, string> = { production: 'live', integration: 'test' };

export const newIdentifier = (environment: Environment): string =>
  withChecksum(`${settings().keyPrefix}_${MARKS[environment]}_${random(KEY_CHARACTERS)}`);

export const newSecret = (environment: Environment): string =>
  withChecksum(`${settings().keyPrefix}s_${MARKS[environment]}_${random(SECRET_CHARACTERS)}`);

/**
 * The prefix of a well-formed key, such as `kp`; null if it isn't well-formed. KEY_PREFIX may have changed since the
 * key was created, so the caller has to check whether Keyport ever issued such keys (the table `key_prefix`).
 */
export const prefixOfIdentifier = (text: string): string | null => prefixOf(text, KEY_CHARACTERS);

/** Whether it has the form of a secret with any prefix. Only comparing hashes shows whose it is. */
export const isSecret = (text: string): boolean => prefixOf(text, SECRET_CHARACTERS)?.endsWith('s') ?? false;

/** `live` and `test` have the same length, so the prefix is whatever comes before them. */
function prefixOf(text: string, characters: number): string | null {
  const end = text.length - CHECKSUM_CHARACTERS;
  const start = end - characters;
  const length = start - MARK_CHARACTERS;
  if (length < MIN_PREFIX || length > MAX_PREFIX) return null;
  if (!text.startsWith('_live_', length) && !text.startsWith('_test_', length)) return null;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    const letter = code >= 0x61 && code <= 0x7a;
    if (!letter && (i === 0 || code < 0x30 || code > 0x39)) return null;
  }
  let sum = 0;
  for (let i = start; i < text.length; i++) {
    const digit = DIGITS[text.charCodeAt(i)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) return null;
    if (i >= end) sum = sum * ALPHABET.length + digit;
  }
  return sum === crc32(text.slice(0, end)) ? text.slice(0, length) : null;
}

/** The value of each character in base 62, by its code. */
const NO_DIGIT = 255;
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (const [digit, letter] of [...ALPHABET].entries()) DIGITS[letter.charCodeAt(0)] = digit;

function withChecksum(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let i = 0; i < CHECKSUM_CHARACTERS; i++) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return body + digits;
}

/** `randomInt` rejects what would favour some letters over others. */
const random = (characters: number): string =>
  Array.from({ length: characters }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** What a caller presents. A secret may come beside the key or joined to it by a full stop. */
export type Presented = {
  key: string;
  secret: string | null;
  /** Everything, where it came as one text: an imported token may contain full stops. */
  whole: string | null;
};

/** Parts "KEY.SECRET", or null where a secret came twice. */
export function readPresented(key: string, secret: string | undefined): Presented | null {
  const stop = key.indexOf('.');
  if (stop === -1) return { key, secret: secret ?? null, whole: secret === undefined ? key : null };
  if (secret !== undefined) return null;
  return { key: key.slice(0, stop), secret: key.slice(stop + 1), whole: key };
}
