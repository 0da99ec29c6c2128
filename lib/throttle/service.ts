import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { parseAddress } from '@/lib/network/address';
import { deriveKey } from '@/lib/secrets/root';
import { forgetTries, releaseTry, reserveTry } from './store';

/** A try under way. End it with `succeeded` or `undo`; left alone, it stays counted as a failure. */
export type Try =
  | { allowed: false; retryAfterSeconds: number }
  | { allowed: true; succeeded(): Promise<void>; undo(): Promise<void> };

/**
 * Counts a try against `own` buckets, which a success empties, and `shared` ones, of which a success takes back
 * only itself: an attacker with one good account must not clear the count of an address.
 */
export async function beginTry(own: readonly string[], shared: readonly string[], now: Date): Promise<Try> {
  const all = [...own, ...shared];
  const blockedUntil = await reserveTry(all, now);
  if (blockedUntil) {
    const retryAfterSeconds = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000));
    return { allowed: false, retryAfterSeconds };
  }
  return {
    allowed: true,
    succeeded: async () => {
      await forgetTries(own);
      if (shared.length > 0) await releaseTry(shared, now);
    },
    undo: () => releaseTry(all, now),
  };
}

/** Names of buckets hold no address that somebody typed: people type passwords into the wrong field. */
export const accountBucket = (email: string, address: string) =>
  `account:${disguise(email)}:${networkOf(address)}`;

const disguise = (email: string): string =>
  createHmac('sha256', deriveKey('browser')).update(email).digest('base64url');

export const addressBucket = (address: string) => `address:${networkOf(address)}`;

export const browserBucket = (userId: string, browserId: string) => `browser:${userId}:${browserId}`;

/** Passcodes and recovery codes of one person, for who has the password already. */
export const secondFactorBucket = (userId: string) => `second-factor:${userId}`;

/** Requests for a new password: each counts, whether or not the account is there. */
export const resetBuckets = (email: string, address: string) => [
  `reset:${disguise(email)}:${networkOf(address)}`,
  `reset:${networkOf(address)}`,
];

/** Letters about a new password to one person, wherever they were asked for. */
export const resetAccountBucket = (email: string) => `reset-letter:${disguise(email)}`;

/** What a signed-in person proves again before a grave step. */
export const stepUpBucket = (userId: string) => `step-up:${userId}`;

/** One subscriber has a whole /64 of IPv6 to rotate through. */
function networkOf(text: string): string {
  const address = parseAddress(text);
  if (address?.kind() !== 'ipv6') return text;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()}/64`;
}
