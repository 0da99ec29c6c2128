import { hash, randomInt, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { settings } from '@/lib/platform/env/env';
import { deriveKey } from '@/lib/platform/secrets/root';
import type { Environment } from './schema';

/**
 * What is presented: a key, which identifies and may be seen, and a secret, which proves. Both end in a CRC-32, so
 * that secret scanners find them and garbage is refused without touching memory or database. The checksum is never
 * authentication: anyone can compute it.
 */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KEY_CHARACTERS = 16;
/** 62^32 is 190.5 bits from the system's random source (ASVS 11.5.1). */
const SECRET_CHARACTERS = 32;
const CHECKSUM_CHARACTERS = 6;
/** `_live_` or `_test_`. */
const MARK_CHARACTERS = 6;
/** As KEY_PREFIX allows, a secret's `s` behind it. */
const MIN_PREFIX = 2;
const MAX_PREFIX = 13;

const MARKS: Record<Environment, string> = { production: 'live', integration: 'test' };

export const newIdentifier = (environment: Environment): string =>
  withChecksum(`${settings().keyPrefix}_${MARKS[environment]}_${random(KEY_CHARACTERS)}`);

export const newSecret = (environment: Environment): string =>
  withChecksum(`${settings().keyPrefix}s_${MARKS[environment]}_${random(SECRET_CHARACTERS)}`);

/**
 * What a well-formed key begins with, such as `kp`; null where it is none. KEY_PREFIX may have changed since the key was
 * made, so whether Keyport ever gave out such keys is for the caller to know (the table `key_prefix`).
 */
export const prefixOfIdentifier = (text: string): string | null => prefixOf(text, KEY_CHARACTERS);

/** Whether it has the form of a secret, of whatever prefix: only the comparison of hashes says whose it is. */
export const isSecret = (text: string): boolean => prefixOf(text, SECRET_CHARACTERS)?.endsWith('s') ?? false;

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/** The pepper as RFC 2104 §2 begins its two hashes with it, each with room for what follows. Made once. */
let pads: { inner: Buffer; outer: Buffer } | undefined;

function hmacPads() {
  const pepper = deriveKey('pepper');
  const pad = (byte: number, room: number) => {
    const bytes = Buffer.alloc(BLOCK_BYTES + room, byte);
    for (const [i, each] of pepper.entries()) bytes[i] = byte ^ each;
    return bytes;
  };
  return { inner: pad(0x36, MAX_SECRET_LENGTH), outer: pad(0x5c, DIGEST_BYTES) };
}

/** Longer than any secret: a prefix has at most 12 characters. */
const MAX_SECRET_LENGTH = 128;

/**
 * HMAC-SHA-256 of an ASCII secret under the pepper, as Latin-1: a stolen database alone can't even test a guess (ASVS
 * 14.2.6). Made of two hashes in one shot each; an HMAC object for each request takes twice the time.
 */
function digestOf(secret: string): string {
  pads ??= hmacPads();
  const { inner, outer } = pads;
  if (secret.length > MAX_SECRET_LENGTH) throw new Error('Nothing that is a secret is so long');
  const bytes = inner.write(secret, BLOCK_BYTES, 'latin1');
  outer.write(hash('sha256', inner.subarray(0, BLOCK_BYTES + bytes), 'binary'), BLOCK_BYTES, 'latin1');
  return hash('sha256', outer, 'binary');
}

export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(digestOf(secret), 'latin1'));
}

const ABSENT_HASH = '\0'.repeat(DIGEST_BYTES);
const presented = Buffer.alloc(DIGEST_BYTES);
const stored = Buffer.alloc(DIGEST_BYTES);

/**
 * Whether `secret` is the one behind `storedHash` (its 32 bytes as Latin-1), in constant time. An unknown key has no hash and
 * takes the same path: the same digest, the same comparison (ASVS 11.2.4).
 */
export function secretMatches(secret: string, storedHash: string | null | undefined): boolean {
  presented.write(digestOf(secret), 'latin1');
  stored.write(storedHash ?? ABSENT_HASH, 'latin1');
  return timingSafeEqual(presented, stored) && storedHash != null;
}

/** `live` and `test` are of one length, and a prefix is what is left of the rest. */
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

/** What each character is worth in base 62, by its code. */
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
