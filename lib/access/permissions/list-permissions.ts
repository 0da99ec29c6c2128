import type { Actor } from '@/lib/identity/actor/schema';
import { type Db, database } from '@/lib/platform/db/database';
import { findGranted } from './grant-store';
import {
  findAllowedForPublicKeys,
  listCatalogue,
  listCatalogueEndpoints,
  listPortal,
} from './permission-store';
import type { PermissionChoice } from './schema';

/** The whole catalogue in its order, each with whether this organization may give it. */
export async function listChoices(actor: Actor): Promise<PermissionChoice[]> {
  const [catalogue, granted] = await Promise.all([
    listCatalogue(database()),
    findGranted(database(), actor.organization.id),
  ]);
  return catalogue.map(({ recommendedFor, ...permission }) => ({
    ...permission,
    granted: granted.has(permission.name),
    recommended: recommendedFor.includes(actor.organization.kind),
  }));
}

/** The whole catalogue with each permission's endpoints, and whether this organization may give it. */
export async function listEndpoints(actor: Actor) {
  const [catalogue, granted] = await Promise.all([
    listCatalogueEndpoints(database()),
    findGranted(database(), actor.organization.id),
  ]);
  return catalogue.map((permission) => ({ ...permission, granted: granted.has(permission.name) }));
}

/** Built in, for the portal's own API. They aren't granted to organizations: personal keys hold them. */
export const listPortalPermissions = () => listPortal(database());

export const grantedNames = (db: Db, organizationId: string): Promise<Set<string>> =>
  findGranted(db, organizationId);

export const listAllowedForPublicKeys = (db: Db): Promise<Set<string>> => findAllowedForPublicKeys(db);
