import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from './root';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM for what must be decrypted later: nonce, tag, ciphertext. `row` names the row that it belongs to and is
 * authenticated, so that a sealed value copied into another row can't be opened there.
 */
export function seal(plain: string, row: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey('authenticator'), nonce);
  cipher.setAAD(Buffer.from(row));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), body]));
}

/** Throws if the value was changed, or was sealed for another row or with another root secret. */
export function unseal(sealed: Uint8Array, row: string): string {
  const bytes = Buffer.from(sealed);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey('authenticator'), nonce);
  decipher.setAAD(Buffer.from(row));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
