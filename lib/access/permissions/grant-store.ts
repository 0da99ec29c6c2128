import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';

export async function findGranted(db: Db, organizationId: string): Promise<Set<string>> {
  const grants = await prisma(db).grant.findMany({
    where: { organizationId },
    select: { permissionName: true },
  });
  return new Set(grants.map(({ permissionName }) => permissionName));
}

/** An organization by its id, or by its name as typed on the command line. */
export type Grantee = { id: string } | { name: string };

export function findGrantee(db: Db, grantee: Grantee): Promise<{ id: string } | null> {
  const where = 'id' in grantee ? { id: grantee.id } : { nameFold: foldName(grantee.name) };
  return prisma(db).organization.findUnique({ where, select: { id: true } });
}

/** How many keys of an organization hold each of `names`, up to `limit` keys each. Revoked keys don't count. */
export async function countHeld(
  db: Db,
  organizationId: string,
  names: readonly string[],
  limit: number,
): Promise<Map<string, number>> {
  const rows = await prisma(db).$queryRaw<{ name: string; keys: bigint }[]>`
    select p.name, count(k.id) as keys
    from unnest(${[...names]}::text[]) p (name) left join lateral (
      select k.id from api_key_permission h join api_key k on k.id = h.api_key_id
      where h.permission_name = p.name and k.organization_id = ${organizationId}::uuid and k.status <> 'revoked'
      limit ${limit}) k on true
    group by p.name`;
  return new Map(rows.map(({ name, keys }) => [name, Number(keys)]));
}

type GrantRow = { organizationId: string; permissionName: string };

/** False if it was granted already. */
export async function insertGrant(db: Db, grant: GrantRow): Promise<boolean> {
  const { count } = await prisma(db).grant.createMany({ data: [grant], skipDuplicates: true });
  return count === 1;
}

/** False if it was not granted. */
export async function removeGrant(db: Db, grant: GrantRow): Promise<boolean> {
  const { count } = await prisma(db).grant.deleteMany({ where: grant });
  return count === 1;
}
