import { bearSecret } from '@/lib/access/credentials/issue';
import { keySubject } from '@/lib/access/key-records/audited';
import { findOwnKeys, giveSecret } from '@/lib/access/key-records/key-store';
import { grantableTo } from '@/lib/access/key-records/ownership-policy';
import type { KeyRow } from '@/lib/access/key-records/schema';
import { currentOf, permissionNames, toRow } from '@/lib/access/key-records/view';
import type { PermissionChoice } from '@/lib/access/permissions/schema';
import { listPortalPermissions } from '@/lib/access/permissions/service';
import type { Actor } from '@/lib/identity/actor/actor';
import { recordChange } from '@/lib/platform/audit/record';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { changeKey } from './change';
import { toReveal } from './reveal';
import type { Reveal } from './schema';

/** The actor's own personal keys in the organization that they work in. */
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

/** What a personal key may be given: the permissions of the portal's own API, as far as the actor's rights go. */
export async function listPersonalChoices(actor: Actor): Promise<PermissionChoice[]> {
  const grantable = grantableTo(actor);
  const permissions = await listPortalPermissions();
  return permissions.map((permission) => ({
    ...permission,
    granted: grantable.has(permission.name),
    publicFit: false,
    recommended: false,
  }));
}

export type RevealRefusal = 'FORBIDDEN' | 'KEY_NOT_FOUND' | 'KEY_REVOKED' | 'KEY_REVEALED';

/** Makes the secret of a key that Keyport made, and shows it, once. Of two at once one gets it. */
export async function revealKey(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<Reveal, RevealRefusal>> {
  const now = currentTime();
  return changeKey(actor, { deed: 'reveal', action: 'key.reveal', id, now }, async (db, key) => {
    if (key.status === 'revoked') return refuse('KEY_REVOKED');
    const birth = bearSecret(currentOf(key).key, key.environment);
    if (!(await giveSecret(db, id, birth.stored.secretHash, now))) return refuse('KEY_REVEALED');
    const reveal = await toReveal(db, { ...key, permissions: permissionNames(key) }, birth);
    const details = { key: birth.stored.key };
    await recordChange(db, actor, { action: 'key.reveal', ...keySubject(id, key.name), details }, now);
    return ok(reveal);
  });
}
