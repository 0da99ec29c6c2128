import { hash } from 'node:crypto';
import { isImportedIdentifier, isToken } from './imported-schema';
import { hmacOf } from './secret-hash';
import { isSecret, type Presented, prefixOfIdentifier } from './token';

/** Whether a text has the form of Keyport's own keys and secrets. Such a text is never looked up as an imported token. */
export const hasOwnForm = (text: string): boolean =>
  isSecret(text) || prefixOfIdentifier(text.split('.', 1)[0] ?? '') !== null;

/**
 * The hash that is stored for an imported token, or for a pair's identifier or secret, 32 bytes as Latin-1: the HMAC,
 * under the pepper, of its SHA-256, since the former system may have kept nothing but the SHA-256.
 */
export const hashImported = (text: string): string => hmacOf(hash('sha256', text, 'binary'));

/** The same, from a SHA-256. */
export const hashOfDigest = (sha256: Buffer): string => hmacOf(sha256.toString('latin1'));

/** One way to read what was presented. */
export type Reading = {
  /** Of the token, or of the pair's identifier. */
  hash: string;
  /** The hash to compare with the stored one: null for an identifier alone, undefined if it isn't of this kind. */
  proofFor(kind: { pair: boolean }): string | null | undefined;
};

/** The ways to read what was presented, in the order in which to try them: first whole as a token, then as a pair. */
export function readingsOf({ key, secret, whole }: Presented): Reading[] {
  if (secret === null) {
    if (!isToken(key) && !isImportedIdentifier(key)) return [];
    const hash = hashImported(key);
    return [{ hash, proofFor: ({ pair }) => (pair ? null : hash) }];
  }
  const readings: Reading[] = [];
  if (whole !== null && isToken(whole)) {
    const hash = hashImported(whole);
    readings.push({ hash, proofFor: ({ pair }) => (pair ? undefined : hash) });
  }
  if (isImportedIdentifier(key) && isToken(secret)) {
    const proof = hashImported(secret);
    readings.push({ hash: hashImported(key), proofFor: ({ pair }) => (pair ? proof : undefined) });
  }
  return readings;
}
