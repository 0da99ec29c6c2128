import { prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';
import { type KeyPolicy, NO_POLICY } from './schema';

const select = { requireExpiry: true, maxLifetimeDays: true, requireIpRanges: true } as const;

export const findOrganizationPolicy = async (db: Db, organizationId: string): Promise<KeyPolicy> =>
  (await prisma(db).organizationPolicy.findUnique({ where: { organizationId }, select })) ?? NO_POLICY;

export const findOperatorPolicy = async (db: Db): Promise<KeyPolicy> =>
  (await prisma(db).operatorPolicy.findUnique({ where: { id: 1 }, select })) ?? NO_POLICY;

/** Locks it, so that no one else can change it until the transaction ends. */
export async function lockOrganizationPolicy(db: Db, organizationId: string): Promise<KeyPolicy> {
  await lockOrganization(db, organizationId);
  return findOrganizationPolicy(db, organizationId);
}

export async function saveOrganizationPolicy(
  db: Db,
  organizationId: string,
  policy: KeyPolicy,
): Promise<void> {
  await prisma(db).organizationPolicy.upsert({
    where: { organizationId },
    create: { organizationId, ...policy },
    update: policy,
    select,
  });
}

export async function saveOperatorPolicy(db: Db, policy: KeyPolicy): Promise<void> {
  await prisma(db).operatorPolicy.upsert({
    where: { id: 1 },
    create: { id: 1, ...policy },
    update: policy,
    select,
  });
}
