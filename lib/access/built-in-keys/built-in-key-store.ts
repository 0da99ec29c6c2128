import { prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';

/** Queries about the built-in keys. */

/**
 * Locks the organization as `lockOrganization` does, if one of these keys is built in and will be replaced. The
 * organization comes first and the keys second, as when a membership ends with its keys: in the other order the two
 * transactions would wait for each other.
 */
export async function lockIfBuiltIn(db: Db, organizationId: string, ids: readonly string[]): Promise<void> {
  await prisma(db).$queryRaw`
    select 1 from organization o
    where o.id = ${organizationId}::uuid and exists (
      select 1 from api_key k
      where k.organization_id = o.id and k.id = any(${[...ids]}::uuid[]) and k.origin <> 'person')
    for no key update of o`;
}

export async function hasDefaultKey(db: Db, organizationId: string): Promise<boolean> {
  const where = { organizationId, origin: 'default', status: { not: 'revoked' } } as const;
  return (await prisma(db).apiKey.findFirst({ where, select: { id: true } })) !== null;
}

export async function hasSystemKey(db: Db, organizationId: string, ownerId: string) {
  const where = { organizationId, ownerId, origin: 'system', status: { not: 'revoked' } } as const;
  return (await prisma(db).apiKey.findFirst({ where, select: { id: true } })) !== null;
}

export async function isMember(db: Db, organizationId: string, userId: string): Promise<boolean> {
  return (await prisma(db).membership.count({ where: { organizationId, userId } })) > 0;
}

/** Whether a public key of this organization may hold it. */
export async function isGrantedForPublicKeys(db: Db, organizationId: string, name: string) {
  const where = { organizationId, permissionName: name, permission: { allowedForPublicKeys: true } };
  return (await prisma(db).grant.count({ where })) > 0;
}

/** `name`, or `name` with the first number that no living key in Production has after it. */
export async function freeName(
  db: Db,
  { organizationId, ownerId }: { organizationId: string; ownerId: string | null },
  name: string,
): Promise<string> {
  const taken = await prisma(db).apiKey.findMany({
    where: {
      organizationId,
      ownerId,
      environment: 'production',
      status: { not: 'revoked' },
      nameFold: { startsWith: foldName(name) },
    },
    select: { nameFold: true },
  });
  const folds = new Set(taken.map(({ nameFold }) => nameFold));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!folds.has(foldName(candidate))) return candidate;
  }
}

export async function organizationsWithoutDefaultKey(db: Db): Promise<string[]> {
  const found = await prisma(db).organization.findMany({
    where: { keys: { none: { origin: 'default', status: { not: 'revoked' } } } },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}

export function membersWithoutSystemKey(db: Db) {
  return prisma(db).$queryRaw<{ organizationId: string; userId: string }[]>`
    select m.organization_id as "organizationId", m.user_id as "userId" from membership m
    where not exists (
      select 1 from api_key k
      where k.organization_id = m.organization_id and k.owner_id = m.user_id
        and k.origin = 'system' and k.status <> 'revoked')`;
}
