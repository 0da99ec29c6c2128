import { createHash, randomBytes } from 'node:crypto';

/** A one-time link's token: the link carries `token`, the database keeps only its hash. */
export type LinkToken = { token: string; tokenHash: Uint8Array<ArrayBuffer> };

export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashLinkToken(token) };
}

/** SHA-256 without a key or salt: a token of 256 random bits can't be guessed from its hash. */
export const hashLinkToken = (token: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(token).digest());
