import { findOrganizationNamed } from '@/lib/accounts/service';
import { recordChange } from '@/lib/audit/service';
import type { Actor, Who } from '@/lib/auth/actor';
import { database, type Queries } from '@/lib/db/client';
import { ok, type Result, refuse } from '@/lib/result';
import { transactEverywhere } from '@/lib/revocation/service';
import type { PermissionChoice } from './schema';
import {
  findGranted,
  findPermission,
  findPublicFit,
  insertGrant,
  listCatalogue,
  listCatalogueEndpoints,
  removeGrant,
} from './store';

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

/** The whole catalogue with what each permission lets through, and whether this organization may give it. */
export async function listEndpoints(actor: Actor) {
  const [catalogue, granted] = await Promise.all([
    listCatalogueEndpoints(database()),
    findGranted(database(), actor.organization.id),
  ]);
  return catalogue.map((permission) => ({ ...permission, granted: granted.has(permission.name) }));
}

export const grantedNames = (queries: Queries, organizationId: string): Promise<Set<string>> =>
  findGranted(queries, organizationId);

export const publicFitNames = (queries: Queries): Promise<Set<string>> => findPublicFit(queries);

export type GrantRefusal = 'NO_SUCH_ORGANIZATION' | 'NO_SUCH_PERMISSION';

/** Grants or withdraws a permission. Doing it twice is doing it once. */
export function changeGrant(
  who: Who,
  change: 'grant' | 'withdraw',
  given: { organization: string; permission: string },
): Promise<Result<{ organizationId: string; permission: string }, GrantRefusal>> {
  return transactEverywhere(async (queries) => {
    const organization = await findOrganizationNamed(queries, given.organization);
    if (!organization) return refuse('NO_SUCH_ORGANIZATION');
    const permission = await findPermission(queries, given.permission);
    if (!permission) return refuse('NO_SUCH_PERMISSION');
    const { name, label } = permission;
    const grant = { organizationId: organization.id, permissionName: name };
    await (change === 'grant' ? insertGrant(queries, grant) : removeGrant(queries, grant));
    const subject = { subjectType: 'permission', subjectId: name, subjectName: label } as const;
    const told = { action: `permission.${change}`, ...subject } as const;
    await recordChange(queries, { ...who, organization }, told, new Date());
    return ok({ organizationId: organization.id, permission: name });
  });
}
