import type { Queries } from '@/lib/platform/db/client';
import { findOwnedKeys, removeOwnedKeys } from './owned-store';

/** A personal key has its owner's rights in one organization, so it ends with the membership there. */

/** By their owners' ids. */
export async function listOwnedKeys(queries: Queries, organizationId: string) {
  const owned = new Map<string, { name: string; key: string }[]>();
  for (const { ownerId, name, credentials } of await findOwnedKeys(queries, organizationId)) {
    if (ownerId === null) continue;
    owned.set(ownerId, [...(owned.get(ownerId) ?? []), { name, key: credentials[0]?.key ?? '' }]);
  }
  return owned;
}

/** Run it in `transactEverywhere`. Answers their names and ids, for the audit log. */
export const endOwnedKeys = (queries: Queries, organizationId: string, ownerId: string) =>
  removeOwnedKeys(queries, organizationId, ownerId);
