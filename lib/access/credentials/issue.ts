import type { Environment, KeyType } from './schema';
import { hashSecret } from './secret-hash';
import { newIdentifier, newSecret } from './token';

export type NewCredential = { key: string; secretHash: Uint8Array<ArrayBuffer> | null };

/** Two things at a credential's birth: what is stored, and the secret, which is shown and forgotten. */
export type IssuedCredential = { stored: NewCredential; secret: string | null };

/** A public key is an identifier: no secret is made for it. */
export function issueCredential(type: KeyType, environment: Environment): IssuedCredential {
  const key = newIdentifier(environment);
  if (type === 'public') return { stored: { key, secretHash: null }, secret: null };
  return issueSecret(key, environment);
}

/** Only the key, for one whose secret is made when its owner first reveals it. */
export const credentialWithoutSecret = (environment: Environment): NewCredential => ({
  key: newIdentifier(environment),
  secretHash: null,
});

/** The secret to a key that is there. */
export function issueSecret(key: string, environment: Environment) {
  const secret = newSecret(environment);
  return { stored: { key, secretHash: hashSecret(secret) }, secret };
}
