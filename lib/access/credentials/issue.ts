import type { Environment, KeyType } from './schema';
import { hashSecret } from './secret-hash';
import { newIdentifier, newSecret } from './token';

export type NewCredential = { key: string; secretHash: Uint8Array<ArrayBuffer> | null };

/** A new credential: what is stored, and the secret, which is shown once and not kept. */
export type IssuedCredential = { stored: NewCredential; secret: string | null };

/** A public key is only an identifier: it has no secret. */
export function issueCredential(type: KeyType, environment: Environment): IssuedCredential {
  const key = newIdentifier(environment);
  if (type === 'public') return { stored: { key, secretHash: null }, secret: null };
  return issueSecret(key, environment);
}

/** An identifier alone. The secret is issued when the key's owner first reveals it. */
export const credentialWithoutSecret = (environment: Environment): NewCredential => ({
  key: newIdentifier(environment),
  secretHash: null,
});

/** A secret for an identifier that exists already. */
export function issueSecret(key: string, environment: Environment) {
  const secret = newSecret(environment);
  return { stored: { key, secretHash: hashSecret(secret) }, secret };
}
