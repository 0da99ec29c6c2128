import type { KeyType } from '@/lib/access/credentials/schema';
import { isPortalPermission } from '@/lib/platform/text/permission-name-schema';

/**
 * What a permission that a key holds does: `withdrawn` is one that the organization is no longer granted, and
 * `not-for-public-keys` one that a public key, which everyone can read, may no longer have. Neither does anything until
 * it is effective again, which needs no change of the key.
 */
export type PermissionEffect = 'effective' | 'withdrawn' | 'not-for-public-keys';

type HeldPermission = { name: string; allowedForPublicKeys: boolean };

/** Those of the portal's own API are effective for all: they follow the rights of the key's owner. */
export function effectOf(
  permission: HeldPermission,
  type: KeyType,
  granted: { has(name: string): boolean },
): PermissionEffect {
  if (isPortalPermission(permission.name)) return 'effective';
  if (!granted.has(permission.name)) return 'withdrawn';
  return type === 'public' && !permission.allowedForPublicKeys ? 'not-for-public-keys' : 'effective';
}

/** Whether a verifier may say yes because of it. Permissions of the portal's own API mean nothing to a verifier. */
export const isVerifiable = (permission: HeldPermission & { granted: boolean }, type: KeyType): boolean =>
  !isPortalPermission(permission.name) &&
  effectOf(permission, type, { has: () => permission.granted }) === 'effective';
