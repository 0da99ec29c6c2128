import { type Prisma, prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';
import { seal, unseal } from '@/lib/platform/secrets/seal';
import type { AddEndpoint, EditEndpoint } from './schema';

/** Every function that takes an organization finds nothing of another one (OWASP API1:2023). */

type Where = { id: string; organizationId: string };

const endpointSelect = {
  id: true,
  url: true,
  description: true,
  types: true,
  enabled: true,
  disabledByFailures: true,
  failingSince: true,
  oldSecretEndsAt: true,
  createdAt: true,
  createdBy: { select: { name: true } },
  _count: { select: { deliveries: { where: { status: 'waiting' } } } },
} satisfies Prisma.WebhookEndpointSelect;

export type EndpointRecord = Prisma.WebhookEndpointGetPayload<{ select: typeof endpointSelect }>;

export const findEndpoints = (db: Db, organizationId: string): Promise<EndpointRecord[]> =>
  prisma(db).webhookEndpoint.findMany({
    where: { organizationId },
    select: endpointSelect,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });

export const findEndpoint = (db: Db, where: Where): Promise<EndpointRecord | null> =>
  prisma(db).webhookEndpoint.findFirst({ where, select: endpointSelect });

/** Nobody else changes it until the transaction ends; deliveries to it go on. */
export async function lockEndpoint(db: Db, where: Where): Promise<EndpointRecord | null> {
  await prisma(db).$queryRaw`
    select 1 from webhook_endpoint
    where id = ${where.id}::uuid and organization_id = ${where.organizationId}::uuid for no key update`;
  return findEndpoint(db, where);
}

/** Locks the organization, so that of two at the same time the second counts the first. */
export async function countEndpoints(db: Db, organizationId: string): Promise<number> {
  await lockOrganization(db, organizationId);
  return prisma(db).webhookEndpoint.count({ where: { organizationId } });
}

type NewEndpoint = AddEndpoint & { id: string; organizationId: string; createdById: string; secret: string };

export async function insertEndpoint(db: Db, { secret, ...values }: NewEndpoint, now: Date): Promise<void> {
  await prisma(db).webhookEndpoint.create({
    data: { ...values, secret: seal(secret, rowOf(values.id)), createdAt: now },
    select: { id: true },
  });
}

export async function updateEndpoint(db: Db, { id, ...values }: EditEndpoint): Promise<void> {
  await prisma(db).webhookEndpoint.update({ where: { id }, data: values, select: { id: true } });
}

/** An endpoint that is enabled starts afresh: its failures from before don't count. */
export async function setEnabled(
  db: Db,
  id: string,
  state: { enabled: boolean; disabledByFailures?: boolean },
): Promise<void> {
  const data = { disabledByFailures: false, ...state, ...(state.enabled && { failingSince: null }) };
  await prisma(db).webhookEndpoint.update({ where: { id }, data, select: { id: true } });
}

export async function removeEndpoint(db: Db, id: string): Promise<void> {
  await prisma(db).webhookEndpoint.deleteMany({ where: { id } });
}

/** The secret that was current signs as well until `oldEndsAt`; one that was older no longer does. */
export async function replaceSecret(db: Db, id: string, secret: string, oldEndsAt: Date): Promise<void> {
  const { secret: oldSecret } = await prisma(db).webhookEndpoint.findUniqueOrThrow({
    where: { id },
    select: { secret: true },
  });
  await prisma(db).webhookEndpoint.update({
    where: { id },
    data: { secret: seal(secret, rowOf(id)), oldSecret, oldSecretEndsAt: oldEndsAt },
    select: { id: true },
  });
}

type SealedSecrets = {
  id: string;
  secret: Uint8Array;
  oldSecret: Uint8Array | null;
  oldSecretEndsAt: Date | null;
};

/** The secrets that sign at `now`, the current one first. */
export function openSecrets({ id, secret, oldSecret, oldSecretEndsAt }: SealedSecrets, now: Date): string[] {
  const isOldValid = oldSecret !== null && oldSecretEndsAt !== null && oldSecretEndsAt > now;
  return [secret, ...(isOldValid ? [oldSecret] : [])].map((sealed) => unseal(sealed, rowOf(id)));
}

const rowOf = (id: string): string => `webhook endpoint ${id}`;
