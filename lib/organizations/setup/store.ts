import type { OrganizationKind } from '@/lib/identity/actor/schema';
import type { Queries } from '@/lib/platform/db/client';
import { settings } from '@/lib/platform/env/env';
import { foldName } from '@/lib/platform/text/name-schema';

export async function findOrganization(queries: Queries, name: string) {
  return queries.organization.findUnique({
    where: { nameFold: foldName(name) },
    select: { id: true, name: true },
  });
}

/** A new organization starts with the permissions named in DEFAULT_GRANTS that the catalogue knows. */
export async function insertOrganization(
  queries: Queries,
  { name, kind }: { name: string; kind: OrganizationKind },
  now: Date,
): Promise<{ id: string; name: string }> {
  const organization = await queries.organization.create({
    data: { name, nameFold: foldName(name), kind, createdAt: now },
    select: { id: true, name: true },
  });
  const known = await queries.permission.findMany({
    where: { name: { in: settings().defaultGrants } },
    select: { name: true },
  });
  await queries.grant.createMany({
    data: known.map((permission) => ({ organizationId: organization.id, permissionName: permission.name })),
  });
  return organization;
}
