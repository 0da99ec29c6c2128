import type { OrganizationKind } from '@/lib/identity/actor/schema';
import { type Prisma, prisma } from '@/lib/platform/db/client';
import type { Db } from '@/lib/platform/db/database';
import type { Endpoint } from './endpoints';
import { CATALOGUE } from './permission-store';

const select = {
  name: true,
  label: true,
  description: true,
  position: true,
  allowedForPublicKeys: true,
  recommendedFor: true,
  endpoints: {
    select: { method: true, pattern: true, keyAlone: true },
    orderBy: [{ pattern: 'asc' }, { method: 'asc' }],
  },
  _count: { select: { grants: true } },
} satisfies Prisma.PermissionSelect;

export type PermissionRecord = Prisma.PermissionGetPayload<{ select: typeof select }>;

export function listRecords(db: Db): Promise<PermissionRecord[]> {
  return prisma(db).permission.findMany({
    where: CATALOGUE,
    select,
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  });
}

export function findRecord(db: Db, name: string): Promise<PermissionRecord | null> {
  return prisma(db).permission.findUnique({ where: { name, ...CATALOGUE }, select });
}

/** Like `findRecord`, and nobody changes, grants or gives it until the transaction ends. */
export async function lockRecord(db: Db, name: string): Promise<PermissionRecord | null> {
  await prisma(db).$queryRaw`select 1 from permission where name = ${name} for update`;
  return findRecord(db, name);
}

export type HolderCounts = { keys: number; publicKeys: number };

/** How many keys hold a permission, across all organizations. Revoked keys don't count. */
export async function countHolders(db: Db, name: string): Promise<number> {
  const [counted] = await prisma(db).$queryRaw<{ keys: bigint }[]>`
    select count(*) as keys from api_key_permission h join api_key k on k.id = h.api_key_id
    where h.permission_name = ${name} and k.status <> 'revoked'`;
  return Number(counted?.keys ?? 0);
}

/** The same for each of `names`, up to `limit` keys each: a screen needn't be exact beyond that. */
export async function countHoldersUpTo(
  db: Db,
  names: readonly string[],
  limit: number,
): Promise<Map<string, HolderCounts>> {
  const rows = await prisma(db).$queryRaw<{ name: string; keys: bigint; public_keys: bigint }[]>`
    select p.name, count(k.id) as keys, count(k.id) filter (where k.type = 'public') as public_keys
    from permission p left join lateral (
      select k.id, k.type from api_key_permission h join api_key k on k.id = h.api_key_id
      where h.permission_name = p.name and k.status <> 'revoked' limit ${limit}) k on true
    where p.name = any(${[...names]}) group by p.name`;
  return new Map(
    rows.map((row) => [row.name, { keys: Number(row.keys), publicKeys: Number(row.public_keys) }]),
  );
}

export type Values = {
  label: string;
  description: string;
  position: number;
  allowedForPublicKeys: boolean;
  recommendedFor: OrganizationKind[];
  endpoints: Endpoint[];
};

/** Throws a unique violation if the name is taken. */
export async function insertPermission(
  db: Db,
  name: string,
  { endpoints, ...values }: Values,
): Promise<void> {
  await prisma(db).permission.create({
    data: { name, ...values, endpoints: { create: endpoints } },
    select: { name: true },
  });
}

export async function updatePermission(
  db: Db,
  name: string,
  { endpoints, ...values }: Values,
): Promise<void> {
  await prisma(db).permissionEndpoint.deleteMany({ where: { permissionName: name } });
  await prisma(db).permission.update({
    where: { name },
    data: { ...values, endpoints: { create: endpoints } },
    select: { name: true },
  });
}

/**
 * Makes forms that are open on these keys outdated, and locks the keys: before the permission, as editing a key does,
 * and in the order of their ids, as changing several keys does, so that no two of these deadlock.
 */
export async function bumpHolderVersions(db: Db, name: string): Promise<void> {
  await prisma(db).$executeRaw`
    with holder as (
      select k.id from api_key k join api_key_permission h on h.api_key_id = k.id
      where h.permission_name = ${name} order by k.id for no key update of k)
    update api_key set version = version + 1 where id in (select id from holder)`;
}

/** Removes it from every key and organization first: the database doesn't delete what is still referenced. */
export async function deletePermission(db: Db, name: string): Promise<void> {
  await prisma(db).apiKeyPermission.deleteMany({ where: { permissionName: name } });
  await prisma(db).grant.deleteMany({ where: { permissionName: name } });
  await prisma(db).permission.delete({ where: { name }, select: { name: true } });
}
