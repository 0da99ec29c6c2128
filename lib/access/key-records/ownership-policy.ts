import { can, type Right } from '@/lib/identity/actor/rights';
import type { Role } from '@/lib/identity/actor/schema';
import { KEY_OPERATIONS, type KeyOperation } from './schema';

/** Who owns a key, and what follows from it. Services enforce it, and screens show what it allows. */

type Holder = { userId: string; role: Role };
type Owned = { ownerId: string | null };

/** What an Admin may do with somebody else's personal key: stop it, never use it. */
const ADMIN_OPERATIONS: readonly KeyOperation[] = ['stop', 'delete'];

/**
 * A personal key belongs to its owner, whatever their role. The organization's keys are for anyone who may change keys.
 */
export function canOperate(somebody: Holder, key: Owned, deed: KeyOperation): boolean {
  if (key.ownerId === null) return deed !== 'reveal' && can(somebody, 'keys:write');
  if (key.ownerId === somebody.userId) return true;
  return can(somebody, 'personal-keys:manage') && ADMIN_OPERATIONS.includes(deed);
}

/** A secret is revealed once; before that there is nothing to roll. */
export function allowedOperations(somebody: Holder, key: Owned & { revealed: boolean }): KeyOperation[] {
  return KEY_OPERATIONS.filter(
    (deed) =>
      canOperate(somebody, key, deed) &&
      (deed === 'reveal' ? !key.revealed : deed !== 'roll' || key.revealed),
  );
}

/** The keys that somebody may see: their organization's, their own personal ones, and, for an Admin, everybody's. */
export type KeyScope = { organizationId: string; userId: string; allPersonal: boolean };

export const scopeOf = (actor: Holder & { organization: { id: string } }): KeyScope => ({
  organizationId: actor.organization.id,
  userId: actor.userId,
  allPersonal: can(actor, 'personal-keys:manage'),
});

/** The right that the owner needs for each permission of the portal's own API. Only personal keys hold these. */
const PORTAL_RIGHTS = {
  'portal:keys:read': 'keys:read',
  'portal:keys:write': 'keys:write',
  'portal:audit:read': 'audit:read',
} as const satisfies Record<string, Right>;

export const PORTAL_PERMISSIONS = Object.keys(PORTAL_RIGHTS);

/** The permissions that somebody may give their personal keys: nobody can grant what they don't have. */
export const grantableTo = (owner: { role: Role }): Set<string> =>
  new Set(Object.entries(PORTAL_RIGHTS).flatMap(([name, right]) => (can(owner, right) ? [name] : [])));

/**
 * What a personal key may do with the portal's API: what it holds, limited to what its owner may do now. Null if the
 * owner is no longer a member: then it may do nothing.
 */
export function effectiveRights(held: readonly string[], owner: { role: Role } | null): Set<Right> {
  const grantable = owner === null ? new Set() : grantableTo(owner);
  const rights = Object.entries(PORTAL_RIGHTS).flatMap(([name, right]) =>
    held.includes(name) && grantable.has(name) ? [right] : [],
  );
  return new Set(rights);
}
