import { findOwnKeys } from '@/lib/access/key-records/key-store';
import { grantableTo } from '@/lib/access/key-records/ownership-policy';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { toRow } from '@/lib/access/key-records/view';
import { listPortalPermissions } from '@/lib/access/permissions/list-permissions';
import type { PermissionChoice } from '@/lib/access/permissions/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { currentTime } from '@/lib/platform/time/clock';

/** The actor's personal keys in their current organization. */
export async function listOwnKeys(actor: Actor): Promise<KeyRow[]> {
  const keys = await findOwnKeys(database(), actor.organization.id, actor.userId);
  const seen = {
    actor,
    granted: new Set<string>(),
    rotationDays: settings().rotationDays,
    now: currentTime(),
  };
  return keys.map((key) => toRow(key, seen));
}

/** The permissions that a personal key may be given: those of the portal's own API that the actor's rights cover. */
export async function listPersonalChoices(actor: Actor): Promise<PermissionChoice[]> {
  const grantable = grantableTo(actor);
  const permissions = await listPortalPermissions();
  return permissions.map((permission) => ({
    ...permission,
    granted: grantable.has(permission.name),
    allowedForPublicKeys: false,
    recommended: false,
  }));
}
