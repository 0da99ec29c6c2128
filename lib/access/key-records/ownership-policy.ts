import { can, type Right } from '@/lib/identity/actor/rights';
import type { Role } from '@/lib/identity/actor/schema';
import { KEY_OPERATIONS, type KeyOperation } from './schema';

/** Whose a key is, and what follows from it. The services ask here, and the screens show what it says. */

type Holder = { userId: string; role: Role };
type Owned = { ownerId: string | null };

/** What an Admin may do with somebody else's personal key: end what it does, never use it. */
const ADMIN_OPERATIONS: readonly KeyOperation[] = ['stop', 'delete'];

/** A personal key is its owner's, whatever their role; the organization's keys are for anyone who may write keys. */
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

/** The keys that somebody sees: their organization's, their own personal ones, and, as an Admin, everybody's. */
export type KeyScope = { organizationId: string; userId: string; allPersonal: boolean };

export const scopeOf = (actor: Holder & { organization: { id: string } }): KeyScope => ({
  organizationId: actor.organization.id,
  userId: actor.userId,
  allPersonal: can(actor, 'personal-keys:manage'),
});

/** What each permission for the portal's own API asks of the owner. Personal keys alone hold them. */
const PORTAL_RIGHTS = {
  'portal:keys:read': 'keys:read',
  'portal:keys:write': 'keys:write',
  'portal:audit:read': 'audit:read',
} as const satisfies Record<string, Right>;

export const PORTAL_PERMISSIONS = Object.keys(PORTAL_RIGHTS);

/** The permissions that somebody may give a personal key of theirs: nobody grants what they don't have. */
export const grantableTo = (owner: { role: Role }): Set<string> =>
  new Set(Object.entries(PORTAL_RIGHTS).flatMap(([name, right]) => (can(owner, right) ? [name] : [])));

/**
 * What a personal key may do at the portal's API: what it holds, and of that never more than its owner may do now.
 * Null for an owner who is no longer a member: then it may do nothing.
 */
export function effectiveRights(held: readonly string[], owner: { role: Role } | null): Set<Right> {
  const grantable = owner === null ? new Set() : grantableTo(owner);
  const rights = Object.entries(PORTAL_RIGHTS).flatMap(([name, right]) =>
    held.includes(name) && grantable.has(name) ? [right] : [],
  );
  return new Set(rights);
}
