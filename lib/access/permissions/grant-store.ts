import type { Queries } from '@/lib/platform/db/client';
import { foldName } from '@/lib/platform/text/name-schema';

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

/**
 * How many keys of an organization hold each of `names`, past `limit` keys no further; revoked ones are dead and count for
 * none.
 */
export async function countHeld(
  queries: Queries,
  organizationId: string,
  names: readonly string[],
  limit: number,
): Promise<Map<string, number>> {
  const rows = await queries.$queryRaw<{ name: string; keys: bigint }[]>`
    select p.name, count(k.id) as keys
    from unnest(${[...names]}::text[]) p (name) left join lateral (
      select k.id from api_key_permission h join api_key k on k.id = h.api_key_id
      where h.permission_name = p.name and k.organization_id = ${organizationId}::uuid and k.status <> 'revoked'
      limit ${limit}) k on true
    group by p.name`;
  return new Map(rows.map(({ name, keys }) => [name, Number(keys)]));
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
