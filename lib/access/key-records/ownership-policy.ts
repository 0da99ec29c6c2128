import { can, type Holder } from '@/lib/identity/actor/rights';
import type { Right } from '@/lib/identity/actor/schema';
import { KEY_OPERATIONS, type KeyOperation } from './schema';

/** Who owns a key, and what follows from it. Services enforce it, and screens show what it allows. */

type Somebody = Holder & { userId: string };
type Owned = { ownerId: string | null };

/** What an Admin may do with somebody else's personal key: stop it, never use it. */
const ADMIN_OPERATIONS: readonly KeyOperation[] = ['stop', 'delete'];

/**
 * A personal key belongs to its owner, whatever their role; a program of theirs still needs the right to change keys. The
 * organization's keys are for anyone who may change keys.
 */
export function canOperate(somebody: Somebody, key: Owned, deed: KeyOperation): boolean {
  // It makes later rolls work without a passcode, so a program may not turn it on.
  if (deed === 'allow-self-rotation' && somebody.program) return false;
  if (key.ownerId === null)
    return (
      deed !== 'reveal' &&
      can(somebody, deed === 'allow-self-rotation' ? 'self-rotation:allow' : 'keys:write')
    );
  if (key.ownerId === somebody.userId) return somebody.program?.rights.has('keys:write') ?? true;
  return can(somebody, 'personal-keys:manage') && ADMIN_OPERATIONS.includes(deed);
}

/** A secret is revealed once; before that there is nothing to roll. */
export function allowedOperations(somebody: Somebody, key: Owned & { revealed: boolean }): KeyOperation[] {
  const fits = (deed: KeyOperation) =>
    deed === 'reveal' ? !key.revealed : key.revealed || !NEEDS_SECRET.includes(deed);
  return KEY_OPERATIONS.filter((deed) => canOperate(somebody, key, deed) && fits(deed));
}

const NEEDS_SECRET: readonly KeyOperation[] = ['roll', 'allow-self-rotation'];

/** The keys that somebody may see: their organization's, their own personal ones, and, for an Admin, everybody's. */
export type KeyScope = { organizationId: string; userId: string; allPersonal: boolean };

export const scopeOf = (actor: Somebody & { organization: { id: string } }): KeyScope => ({
  organizationId: actor.organization.id,
  userId: actor.userId,
  allPersonal: can(actor, 'personal-keys:read'),
});

/**
 * The rights that come with each permission of the portal's own API. The owner must have the first one to give the
 * permission to a key; the others apply if the owner has them. Only personal keys hold these permissions.
 */
const PORTAL_RIGHTS = {
  'portal:keys:read': ['keys:read', 'personal-keys:read'],
  'portal:keys:write': ['keys:write', 'datasets:write', 'personal-keys:manage'],
  'portal:audit:read': ['audit:read'],
} as const satisfies Record<string, readonly [Right, ...Right[]]>;

export const PORTAL_PERMISSIONS = Object.keys(PORTAL_RIGHTS);

/** The permissions that somebody may give their personal keys: nobody can grant what they don't have. */
export const grantableTo = (owner: Holder): Set<string> =>
  new Set(Object.entries(PORTAL_RIGHTS).flatMap(([name, [right]]) => (can(owner, right) ? [name] : [])));

/**
 * What a personal key may do with the portal's API: what it holds, limited to what its owner may do now. Nothing if the
 * owner is no longer a member.
 */
export function effectiveRights(held: readonly string[], owner: Holder | null): Set<Right> {
  if (owner === null) return new Set();
  const rights = Object.entries(PORTAL_RIGHTS).flatMap(([name, rights]) =>
    held.includes(name) ? rights.filter((right) => can(owner, right)) : [],
  );
  return new Set(rights);
}
