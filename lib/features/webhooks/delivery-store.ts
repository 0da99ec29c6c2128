import { type Prisma, prisma } from '@/lib/platform/db/client';
import { type Db, lockOrganization } from '@/lib/platform/db/database';
import type { AttemptResult, DeliveryQuery, DeliveryStatus } from './schema';

const deliverySelect = {
  id: true,
  status: true,
  attempts: true,
  lastAttemptAt: true,
  nextAttemptAt: true,
  responseStatus: true,
  failure: true,
  durationMs: true,
  event: { select: { messageId: true, type: true, at: true, data: true } },
} satisfies Prisma.WebhookDeliverySelect;

export type DeliveryRecord = Prisma.WebhookDeliveryGetPayload<{ select: typeof deliverySelect }>;

/** The newest first. */
export async function findDeliveries(
  db: Db,
  endpoint: { id: string; organizationId: string },
  { status, page, pageSize }: DeliveryQuery,
): Promise<{ rows: DeliveryRecord[]; total: number }> {
  const where: Prisma.WebhookDeliveryWhereInput = {
    endpoint,
    ...(status.length > 0 && { status: { in: status } }),
  };
  const [rows, total] = await Promise.all([
    prisma(db).webhookDelivery.findMany({
      where,
      select: deliverySelect,
      orderBy: { eventId: 'desc' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    prisma(db).webhookDelivery.count({ where }),
  ]);
  return { rows, total };
}

/** What is needed to send a delivery, secrets included. */
const messageSelect = {
  id: true,
  status: true,
  attempts: true,
  firstAttemptAt: true,
  nextAttemptAt: true,
  event: { select: { messageId: true, type: true, at: true, data: true } },
  endpoint: {
    select: {
      id: true,
      organizationId: true,
      url: true,
      enabled: true,
      failingSince: true,
      secret: true,
      oldSecret: true,
      oldSecretEndsAt: true,
    },
  },
} satisfies Prisma.WebhookDeliverySelect;

export type OutgoingMessage = Prisma.WebhookDeliveryGetPayload<{ select: typeof messageSelect }>;

export const findMessage = (db: Db, id: string, organizationId: string): Promise<OutgoingMessage | null> =>
  prisma(db).webhookDelivery.findFirst({
    where: { id, endpoint: { organizationId } },
    select: messageSelect,
  });

/** The head of an endpoint's queue. Null if nothing waits, or the endpoint is disabled or gone. */
export const findHead = (db: Db, endpointId: string): Promise<OutgoingMessage | null> =>
  prisma(db).webhookDelivery.findFirst({
    where: { endpointId, status: 'waiting', endpoint: { enabled: true } },
    select: messageSelect,
    orderBy: { eventId: 'asc' },
  });

export type DueEndpoint = { id: string; organizationId: string };

/**
 * Enabled endpoints whose queue's head is due. It steps from one endpoint with a queue to the next along an index, so
 * that a long queue costs no more than a short one.
 */
export const findDueEndpoints = (db: Db, now: Date): Promise<DueEndpoint[]> =>
  prisma(db).$queryRaw<DueEndpoint[]>`
    with recursive queue as (
      (select endpoint_id from webhook_delivery where status = 'waiting' order by endpoint_id limit 1)
      union all
      select (select d.endpoint_id from webhook_delivery d
        where d.status = 'waiting' and d.endpoint_id > queue.endpoint_id order by d.endpoint_id limit 1)
      from queue where queue.endpoint_id is not null)
    select e.id, e.organization_id as "organizationId"
    from queue join webhook_endpoint e on e.id = queue.endpoint_id and e.enabled
    cross join lateral (select d.next_attempt_at from webhook_delivery d
      where d.status = 'waiting' and d.endpoint_id = e.id order by d.event_id limit 1) head
    where head.next_attempt_at <= ${now}
    order by head.next_attempt_at`;

export type Attempt = {
  result: AttemptResult;
  status: DeliveryStatus;
  /** When a waiting one is tried again. */
  nextAttemptAt: Date | null;
  at: Date;
  byHand: boolean;
};

/** A delivery that somebody has just sent by hand stays delivered, whatever the sender's own attempt came to. */
export async function saveAttempt(
  db: Db,
  { id, firstAttemptAt }: Pick<OutgoingMessage, 'id' | 'firstAttemptAt'>,
  { result, status, nextAttemptAt, at, byHand }: Attempt,
): Promise<void> {
  await prisma(db).webhookDelivery.updateMany({
    where: { id, ...(byHand ? {} : { status: 'waiting' }) },
    data: {
      ...result,
      status,
      firstAttemptAt: firstAttemptAt ?? at,
      lastAttemptAt: at,
      attempts: { increment: 1 },
      ...(nextAttemptAt && { nextAttemptAt }),
      ...(byHand && { sentByHandAt: at }),
    },
  });
}

/** Notes that an endpoint accepted an event. */
export async function endFailing(db: Db, endpointId: string): Promise<void> {
  await prisma(db).webhookEndpoint.updateMany({
    where: { id: endpointId, failingSince: { not: null } },
    data: { failingSince: null },
  });
}

/** Notes that an attempt failed. Returns since when all have; null if the endpoint is gone. */
export async function noteFailure(db: Db, endpointId: string, now: Date): Promise<Date | null> {
  const [endpoint] = await prisma(db).$queryRaw<{ failingSince: Date }[]>`
    update webhook_endpoint set failing_since = coalesce(failing_since, ${now})
    where id = ${endpointId}::uuid returning failing_since as "failingSince"`;
  return endpoint?.failingSince ?? null;
}

/** The head of an endpoint's queue is sent next, without waiting for its pause to end. */
export async function wakeQueue(db: Db, endpointId: string, now: Date): Promise<void> {
  const head = await findHead(db, endpointId);
  if (!head) return;
  await prisma(db).webhookDelivery.updateMany({
    where: { id: head.id, status: 'waiting', nextAttemptAt: { gt: now } },
    data: { nextAttemptAt: now },
  });
}

/** How many test events and resends an organization has sent since; locked, so that two at a time count each other. */
export async function countSentByHand(db: Db, organizationId: string, since: Date): Promise<number> {
  await lockOrganization(db, organizationId);
  return prisma(db).webhookDelivery.count({
    where: { sentByHandAt: { gt: since }, endpoint: { organizationId } },
  });
}

/** Notes that a person has it sent now, before it is: attempts under way count too. */
export async function markSentByHand(db: Db, id: string, now: Date): Promise<void> {
  await prisma(db).webhookDelivery.updateMany({ where: { id }, data: { sentByHandAt: now } });
}

type TestEvent = { endpointId: string; organizationId: string; type: string; data: Prisma.InputJsonObject };

/** A delivery outside the queue, ready to be sent. */
export async function insertTest(
  db: Db,
  { endpointId, organizationId, type, data }: TestEvent,
  now: Date,
): Promise<OutgoingMessage> {
  const { id: eventId } = await prisma(db).webhookEvent.create({
    data: { organizationId, type, data, at: now },
    select: { id: true },
  });
  return prisma(db).webhookDelivery.create({
    data: { endpointId, eventId, status: 'failed', nextAttemptAt: now, sentByHandAt: now },
    select: messageSelect,
  });
}
