import { hkdfSync } from 'node:crypto';
import { settings } from '@/lib/platform/env/env';

/** The keys derived from the root secret: one for each purpose, none of which reveals another. */
export type Purpose =
  | 'pepper'
  | 'authenticator'
  | 'session'
  | 'audit'
  | 'browser'
  | 'check'
  | 'cursor'
  | 'idempotency';

const derived = new Map<Purpose, Buffer>();

/** 32 bytes for one purpose, from KEYPORT_SECRET by HKDF-SHA-256 (RFC 5869). */
export function deriveKey(purpose: Purpose): Buffer {
  let key = derived.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', settings().secret, 'keyport/1', purpose, 32));
    derived.set(purpose, key);
  }
  return key;
}
