import type { NewCredential } from '@/lib/access/credentials/issue';
import type { Environment, KeyStatus, KeyType } from '@/lib/access/credentials/schema';
import type { RateLimit, RatePeriod } from '@/lib/access/verdict/rate-limit-schema';
import { type Prisma, prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';
import { foldName } from '@/lib/platform/text/name-schema';
import type { Metadata } from './metadata-schema';
import type { KeyScope } from './ownership-policy';
import { TRANSITIONS, type Transition } from './policy';
import type { KeyOrigin } from './schema';

/**
 * Every function here is scoped to an organization: another organization's id finds nothing (OWASP API1:2023), nor does
 * that of a personal key that the actor may not see.
 */

/** A row of a table needs the current credential and the one before it, which may be in its grace period. */
const MAX_CREDENTIALS_IN_ROW = 2;
const MAX_CREDENTIALS_IN_DETAIL = 21;

const keySelect = {
  id: true,
  name: true,
  description: true,
  type: true,
  environment: true,
  status: true,
  expiresAt: true,
  ipRanges: true,
  rateLimit: true,
  ratePeriod: true,
  usedIn: true,
  externalId: true,
  metadata: true,
  selfRollGrace: true,
  origin: true,
  ownerId: true,
  owner: { select: { name: true } },
  version: true,
  createdAt: true,
  lastUsedAt: true,
  createdBy: { select: { name: true } },
  permissions: {
    select: { permission: { select: { name: true, label: true, allowedForPublicKeys: true } } },
    orderBy: { permission: { position: 'asc' } },
  },
  datasets: {
    select: { dataset: { select: { id: true, name: true } } },
    orderBy: { dataset: { nameFold: 'asc' } },
  },
  credentials: {
    select: {
      id: true,
      key: true,
      secretHash: true,
      createdAt: true,
      replacedAt: true,
      endsAt: true,
      ended: true,
      lastUse: { select: { at: true, address: true } },
    },
    // A key that is rolled daily has hundreds. The newest is the current one.
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_CREDENTIALS_IN_ROW,
  },
} satisfies Prisma.ApiKeySelect;

const detailSelect = {
  ...keySelect,
  credentials: { ...keySelect.credentials, take: MAX_CREDENTIALS_IN_DETAIL },
} satisfies Prisma.ApiKeySelect;

export type KeyRecord = Prisma.ApiKeyGetPayload<{ select: typeof keySelect }>;

export const seenIn = ({ organizationId, userId, allPersonal }: KeyScope): Prisma.ApiKeyWhereInput => ({
  organizationId,
  ...(allPersonal ? {} : { OR: [{ ownerId: null }, { ownerId: userId }] }),
});

/** With the newest of its credentials. */
export function findKey(db: Db, scope: KeyScope, id: string): Promise<KeyRecord | null> {
  return prisma(db).apiKey.findFirst({ where: { id, ...seenIn(scope) }, select: detailSelect });
}

/** Somebody's personal keys in an organization, by name. */
export function findOwnKeys(db: Db, organizationId: string, ownerId: string): Promise<KeyRecord[]> {
  return prisma(db).apiKey.findMany({
    where: { organizationId, ownerId },
    select: keySelect,
    orderBy: [{ nameFold: 'asc' }, { id: 'asc' }],
  });
}

/** In the order of `ids`. */
export async function findKeys(db: Db, scope: KeyScope, ids: readonly string[]): Promise<KeyRecord[]> {
  const found = await prisma(db).apiKey.findMany({
    where: { ...seenIn(scope), id: { in: [...ids] } },
    select: keySelect,
  });
  const byId = new Map(found.map((key) => [key.id, key]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Like `findKey`, and nobody else changes the key until the transaction ends. */
export async function lockKey(db: Db, scope: KeyScope, id: string): Promise<KeyRecord | null> {
  await prisma(db).$queryRaw`
    select 1 from api_key
    where id = ${id}::uuid and organization_id = ${scope.organizationId}::uuid for update`;
  return findKey(db, scope, id);
}

/** Like `lockKey` for several keys, by id in order: two transactions that lock the same keys don't deadlock. */
export async function lockKeys(db: Db, scope: KeyScope, ids: readonly string[]): Promise<KeyRecord[]> {
  await prisma(db).$queryRaw`
    select 1 from api_key
    where id = any(${[...ids]}::uuid[]) and organization_id = ${scope.organizationId}::uuid
    order by id for update`;
  return findKeys(db, scope, ids);
}

/**
 * Whether one more key may be created. It locks the organization until the transaction ends, so that of two at the same
 * time the second counts the first.
 */
export async function hasRoom(db: Db, organizationId: string, maxKeys: number): Promise<boolean> {
  await lockOrganization(db, organizationId);
  return (await countRoom(db, organizationId, maxKeys)) > 0;
}

/** How many more keys an organization may have. It counts no further than the limit. Revoked keys don't count. */
export async function countRoom(db: Db, organizationId: string, maxKeys: number): Promise<number> {
  const [row] = await prisma(db).$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from api_key where organization_id = ${organizationId}::uuid and status <> 'revoked'
      limit ${maxKeys}) k`;
  return maxKeys - (row?.count ?? 0);
}

type Editable = {
  name: string;
  description: string;
  expiresAt: Date | null;
  ipRanges: string[];
  rate: RateLimit | null;
  usedIn: string;
  externalId: string | null;
  metadata: Metadata;
  permissions: string[];
  /** Ids of datasets of the same organization. */
  datasets: string[];
};

export type NewKey = Editable & {
  organizationId: string;
  createdById: string | null;
  origin: KeyOrigin;
  /** Whose personal key it is. */
  ownerId: string | null;
  type: KeyType;
  environment: Environment;
  status: KeyStatus;
};

/** Throws a unique violation where the name is taken. */
export async function insertKey(
  db: Db,
  { permissions, datasets, rate, ...key }: NewKey,
  credential: NewCredential,
  now: Date,
): Promise<string> {
  const { id } = await prisma(db).apiKey.create({
    data: {
      ...key,
      ...toRateColumns(rate),
      nameFold: foldName(key.name),
      createdAt: now,
      permissions: { create: permissions.map((permissionName) => ({ permissionName })) },
      datasets: { create: datasets.map((datasetId) => ({ datasetId })) },
      credentials: { create: { ...credential, createdAt: now } },
    },
    select: { id: true },
  });
  return id;
}

/** False if the key is no longer at `version`. Throws a unique violation if the name is taken. */
export async function updateKey(
  db: Db,
  where: { id: string; organizationId: string; version: number },
  { permissions, datasets, rate, ...values }: Editable,
): Promise<boolean> {
  const columns = { ...values, ...toRateColumns(rate), nameFold: foldName(values.name) };
  const { count } = await prisma(db).apiKey.updateMany({
    where,
    data: { ...columns, version: { increment: 1 } },
  });
  if (count === 0) return false;
  await prisma(db).apiKeyPermission.deleteMany({
    where: { apiKeyId: where.id, permissionName: { notIn: permissions } },
  });
  await prisma(db).apiKeyPermission.createMany({
    data: permissions.map((permissionName) => ({ apiKeyId: where.id, permissionName })),
    skipDuplicates: true,
  });
  await prisma(db).apiKeyDataset.deleteMany({
    where: { apiKeyId: where.id, datasetId: { notIn: datasets } },
  });
  await prisma(db).apiKeyDataset.createMany({
    data: datasets.map((datasetId) => ({ apiKeyId: where.id, datasetId })),
    skipDuplicates: true,
  });
  return true;
}

/**
 * Returns the ids of those that were changed. The condition is part of the statement: of two transitions at the same
 * time the second finds nothing to change.
 */
export async function changeStatus(
  db: Db,
  { ids, organizationId }: { ids: readonly string[]; organizationId: string },
  transition: Transition,
): Promise<Set<string>> {
  const { from, to } = TRANSITIONS[transition];
  const changed = await prisma(db).apiKey.updateManyAndReturn({
    where: { id: { in: [...ids] }, organizationId, status: { in: [...from] } },
    data: { status: to },
    select: { id: true },
  });
  return new Set(changed.map(({ id }) => id));
}

export async function removeKey(db: Db, where: { id: string; organizationId: string }): Promise<boolean> {
  const { count } = await prisma(db).apiKey.deleteMany({ where });
  return count === 1;
}

/** A rate limit as it is stored: both columns are set or neither. */
type RateColumns = { rateLimit: number | null; ratePeriod: RatePeriod | null };

const toRateColumns = (rate: RateLimit | null): RateColumns => ({
  rateLimit: rate?.limit ?? null,
  ratePeriod: rate?.period ?? null,
});

export const rateOf = ({ rateLimit, ratePeriod }: RateColumns): RateLimit | null =>
  rateLimit === null || ratePeriod === null ? null : { limit: rateLimit, period: ratePeriod };
