import type { KeyStatus } from '@/lib/access/credentials/schema';
import { DAY_MS } from '@/lib/platform/time/durations';
import type { KeyState } from './schema';

/** What is true of a key at a given time. Ends are exclusive: what ends at T works before T and not at T. */

export type Lifetime = { status: KeyStatus; expiresAt: Date | null };

export function stateOf(key: Lifetime, now: Date): KeyState {
  if (key.status !== 'active') return key.status;
  return hasEnded(key.expiresAt, now) ? 'expired' : 'active';
}

export const hasEnded = (end: Date | null, now: Date): boolean =>
  end !== null && end.getTime() <= now.getTime();

const EXPIRES_SOON_MS = 30 * DAY_MS;

/** Active, and within 30 days of its end. */
export const expiresSoon = (key: Lifetime, now: Date): boolean =>
  stateOf(key, now) === 'active' &&
  key.expiresAt !== null &&
  key.expiresAt.getTime() - now.getTime() <= EXPIRES_SOON_MS;

/** Current credentials older than the rotation period of a key that is in use. */
export const rotationDue = (
  key: Lifetime,
  credentialsSince: Date,
  rotationDays: number,
  now: Date,
): boolean =>
  ['active', 'disabled'].includes(stateOf(key, now)) &&
  now.getTime() - credentialsSince.getTime() >= rotationDays * DAY_MS;

/** The status changes that a person can make, by the current status. Revoked is final. */
export const TRANSITIONS = {
  disable: { from: ['active'], to: 'disabled' },
  enable: { from: ['disabled'], to: 'active' },
  revoke: { from: ['active', 'disabled'], to: 'revoked' },
} as const satisfies Record<string, { from: readonly KeyStatus[]; to: KeyStatus }>;

export type Transition = keyof typeof TRANSITIONS;

/**
 * Permissions that may not be given: not granted to the organization, or not allowed for a public key, which
 * everyone can read. What a key holds already it may keep on an edit, effective or not.
 */
export function forbiddenPermissions(
  wanted: readonly string[],
  granted: ReadonlySet<string>,
  held: ReadonlySet<string>,
  allowedForPublicKeys: ReadonlySet<string> | null,
): string[] {
  return wanted.filter(
    (name) =>
      !held.has(name) &&
      (!granted.has(name) || (allowedForPublicKeys !== null && !allowedForPublicKeys.has(name))),
  );
}

export type KeyAction =
  `key.${'create' | 'edit' | 'reveal' | 'roll' | 'self-rotation' | 'block-old' | 'delete' | Transition}`;

/** How audit events name a key; `id` is null for one that was never created. */
export const keySubject = (id: string | null, name: string) =>
  ({ subjectType: 'key', subjectId: id, subjectName: name }) as const;
