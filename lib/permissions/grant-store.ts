import type { Queries } from '@/lib/db/client';
import { foldName } from '@/lib/names/schema';

export async function findGranted(queries: Queries, organizationId: string): Promise<Set<string>> {
  const grants = await queries.grant.findMany({
    where: { organizationId },
    select: { permissionName: true },
  });
  return new Set(grants.map(({ permissionName }) => permissionName));
}

/** An organization by its id, or by its name as somebody types it at the command line. */
export type Grantee = { id: string } | { name: string };

export function findGrantee(queries: Queries, grantee: Grantee): Promise<{ id: string } | null> {
  const where = 'id' in grantee ? { id: grantee.id } : { nameFold: foldName(grantee.name) };
  return queries.organization.findUnique({ where, select: { id: true } });
}

/** How many keys of an organization hold each permission; revoked ones are dead and count for none. */
export async function countHeld(queries: Queries, organizationId: string): Promise<Map<string, number>> {
  const counts = await queries.apiKeyPermission.groupBy({
    by: ['permissionName'],
    where: { apiKey: { organizationId, status: { not: 'revoked' } } },
    _count: true,
  });
  return new Map(counts.map(({ permissionName, _count }) => [permissionName, _count]));
}

type GrantRow = { organizationId: string; permissionName: string };

/** False where it was granted already. */
export async function insertGrant(queries: Queries, grant: GrantRow): Promise<boolean> {
  const { count } = await queries.grant.createMany({ data: [grant], skipDuplicates: true });
  return count === 1;
}

/** False where it was not granted. */
export async function removeGrant(queries: Queries, grant: GrantRow): Promise<boolean> {
  const { count } = await queries.grant.deleteMany({ where: grant });
  return count === 1;
}
