import { createHmac } from 'node:crypto';
import { deriveKey } from '@/lib/platform/secrets/root';
import type { ChainedEvent } from './schema';

/**
 * The MAC of an event: HMAC-SHA-256 over the previous MAC and everything in the event. Anyone who can write SQL but
 * lacks the root secret can't compute the next one, so no event can be changed, dropped or moved undetected.
 */
export function chainMac(previous: Uint8Array, event: ChainedEvent): Uint8Array<ArrayBuffer> {
  const mac = createHmac('sha256', deriveKey('audit'));
  mac.update(previous).update(canonical(event));
  return Uint8Array.from(mac.digest());
}

/** JSON with sorted names, since jsonb keeps no order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
