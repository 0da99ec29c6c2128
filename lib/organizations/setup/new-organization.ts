import { ensureDefaultKey } from '@/lib/access/built-in-keys/built-in-keys';
import type { OrganizationKind } from '@/lib/identity/actor/schema';
import type { Db } from '@/lib/platform/db/database';
import { insertOrganization } from './new-organization-store';

/** With the grants and the key that every new organization starts with. Throws a unique violation if the name is taken. */
export async function newOrganization(
  db: Db,
  given: { name: string; kind: OrganizationKind },
  now: Date,
): Promise<{ id: string; name: string }> {
  const organization = await insertOrganization(db, given, now);
  await ensureDefaultKey(db, organization.id, now);
  return organization;
}
