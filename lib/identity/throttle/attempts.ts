import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import ipaddr from 'ipaddr.js';
import { parseAddress } from '@/lib/platform/network/address';
import { deriveKey } from '@/lib/platform/secrets/root';
import { currentTime } from '@/lib/platform/time/clock';
import { ACCOUNT_LIMITS, ADDRESS_LIMITS } from './policy';
import {
  type Bucket,
  claimOncePerHour,
  removeCounters,
  reserve,
  saveFailure,
  saveWithdrawal,
} from './throttle-store';

/** An attempt in progress. Report its outcome; an abandoned one counts as a failure after half a minute. */
export type Attempt =
  | { allowed: false; retryAfterSeconds: number }
  | { allowed: true; failed(): Promise<void>; succeeded(): Promise<void>; undo(): Promise<void> };

/** How long an attempt waits for the outcome of earlier ones, in steps: about two seconds in all. */
const PAUSES_MS = [25, 50, 100, 200, 400, 500, 700];

/**
 * Begins an attempt. A failure counts in `own` buckets, which a success empties, and in `shared` ones, which a success
 * leaves unchanged: an attacker with one valid account must not clear the count of an address.
 */
export async function reserveAttempt(
  own: readonly Bucket[],
  shared: readonly Bucket[],
  now: Date,
): Promise<Attempt> {
  const all = [...own, ...shared];
  const blockedUntil = await reserveInTurn(all, now);
  if (blockedUntil) {
    const retryAfterSeconds = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000));
    return { allowed: false, retryAfterSeconds };
  }
  return {
    allowed: true,
    failed: () => saveFailure(all, currentTime()),
    succeeded: async () => {
      await removeCounters(own);
      if (shared.length > 0) await saveWithdrawal(shared, now);
    },
    undo: () => saveWithdrawal(all, now),
  };
}

/** For what is expensive every time, whatever the outcome, such as an email that a stranger can cause. */
export async function countRequest(buckets: readonly Bucket[], now: Date): Promise<Attempt> {
  const attempt = await reserveAttempt([], buckets, now);
  if (attempt.allowed) await attempt.failed();
  return attempt;
}

/** Null once the attempt is admitted, otherwise when to try again. */
async function reserveInTurn(buckets: readonly Bucket[], now: Date): Promise<Date | null> {
  for (const pauseMs of PAUSES_MS) {
    const reserved = await reserve(buckets, now);
    if (reserved === 'admitted') return null;
    if (reserved !== 'busy') return reserved.blockedUntil;
    await pause(pauseMs);
  }
  return now;
}

const accountBucketNamed = (name: string): Bucket => ({ name, limits: ACCOUNT_LIMITS });
const addressLimited = (name: string): Bucket => ({ name, limits: ADDRESS_LIMITS });

/** Names of buckets contain no address that somebody typed: people type passwords into the wrong field. */
export const accountBucket = (email: string, address: string) =>
  accountBucketNamed(`account:${hashEmail(email)}:${networkOf(address)}`);

const hashEmail = (email: string): string =>
  createHmac('sha256', deriveKey('browser')).update(email).digest('base64url');

export const addressBucket = (address: string) => addressLimited(`address:${networkOf(address)}`);

export const browserBucket = (userId: string, browserId: string) =>
  accountBucketNamed(`browser:${userId}:${browserId}`);

/** Passcodes and recovery codes of one person, tried by somebody who has the password. */
export const secondFactorBucket = (userId: string) => accountBucketNamed(`second-factor:${userId}`);

/** Requests for a new password: each counts, whether or not the account exists. */
export const resetBuckets = (email: string, address: string) => [
  accountBucketNamed(`reset:${hashEmail(email)}:${networkOf(address)}`),
  addressLimited(`reset:${networkOf(address)}`),
];

/** Emails about a new password to one person, wherever they were requested. */
export const resetAccountBucket = (email: string) => accountBucketNamed(`reset-letter:${hashEmail(email)}`);

/** Emails to a new address that one person wants to sign in with. */
export const addressChangeBucket = (userId: string) => accountBucketNamed(`address-change:${userId}`);

/** What a signed-in person proves again before a sensitive action. */
export const stepUpBucket = (userId: string) => accountBucketNamed(`step-up:${userId}`);

/** One subscriber has a whole /64 of IPv6 addresses to rotate through. */
function networkOf(text: string): string {
  const address = parseAddress(text);
  if (address?.kind() !== 'ipv6') return text;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()}/64`;
}

/** Whether this is the first time within an hour that something of this kind comes from the address. */
export const isFirstThisHour = (kind: string, address: string, now: Date): Promise<boolean> =>
  claimOncePerHour(`${kind}:${networkOf(address)}`, now);
