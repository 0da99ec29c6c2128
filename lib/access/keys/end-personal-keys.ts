import { announceKeys } from '@/lib/platform/audit/announce-keys';
import type { Db } from '@/lib/platform/db/database';
import { findPersonalKeys, lockPersonalKeys, removeKeys } from './personal-key-store';

/** A personal key has its owner's rights in one organization, so it ends with the membership there. */

/** By their owners' ids. */
export async function listPersonalKeysByOwner(db: Db, organizationId: string) {
  const owned = new Map<string, { name: string; key: string }[]>();
  for (const { ownerId, name, credentials } of await findPersonalKeys(db, organizationId)) {
    if (ownerId === null) continue;
    owned.set(ownerId, [...(owned.get(ownerId) ?? []), { name, key: credentials[0]?.key ?? '' }]);
  }
  return owned;
}

/**
 * Call it in `transactAndAwaitVerifiers`. Returns their names and ids, for the audit log, and what webhooks tell of them.
 */
export async function deletePersonalKeys(db: Db, organizationId: string, ownerId: string, now: Date) {
  const keys = await lockPersonalKeys(db, organizationId, ownerId);
  const ids = keys.map(({ id }) => id);
  const announced = await announceKeys(db, 'key.deleted', organizationId, ids, now);
  await removeKeys(db, organizationId, ids);
  return { keys, announced };
}
