import { hash } from 'node:crypto';
import { isImportedIdentifier, isToken } from './imported-schema';
import { hmacOf } from './secret-hash';
import { isSecret, type Presented, prefixOfIdentifier } from './token';

/** Whether a text is presented as Keyport's own form, so that nobody would look for a token. */
export const hasOwnForm = (text: string): boolean =>
  isSecret(text) || prefixOfIdentifier(text.split('.', 1)[0] ?? '') !== null;

/**
 * The hash by which an imported token, a pair's identifier or a pair's secret is known, 32 bytes as Latin-1: the HMAC
 * under the pepper of its SHA-256, since that may be all that the former system had kept.
 */
export const hashImported = (text: string): string => hmacOf(hash('sha256', text, 'binary'));

/** The same, of a SHA-256. */
export const hashOfDigest = (sha256: Buffer): string => hmacOf(sha256.toString('latin1'));

/** One way to read what was presented. */
export type Reading = {
  /** Of the token, or of the pair's identifier. */
  hash: string;
  /** The hash that has to be the stored one: null for a pair's identifier alone, undefined if it isn't read this way. */
  proofFor(kind: { pair: boolean }): string | null | undefined;
};

/** How what was presented can be read, in the order in which it is tried: whole as a token, then as a pair. */
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
