import type { Environment, KeyType } from './schema';
import { hashSecret, newKey, newSecret } from './token';

export type NewCredential = { key: string; secretHash: Uint8Array<ArrayBuffer> | null };

/** Two things at a credential's birth: what is stored, and the secret, which is shown and forgotten. */
export type Birth = { stored: NewCredential; secret: string | null };

/** A public key is an identifier: no secret is made for it. */
export function bear(type: KeyType, environment: Environment): Birth {
  const key = newKey(environment);
  if (type === 'public') return { stored: { key, secretHash: null }, secret: null };
  return bearSecret(key, environment);
}

/** Only the key, for one whose secret is made when its owner first reveals it. */
export const nameOnly = (environment: Environment): NewCredential => ({
  key: newKey(environment),
  secretHash: null,
});

/** The secret to a key that is there. */
export function bearSecret(key: string, environment: Environment) {
  const secret = newSecret(environment);
  return { stored: { key, secretHash: hashSecret(secret) }, secret };
}
