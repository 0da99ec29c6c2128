import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { readPage } from '@/lib/platform/paging';
import { bodyOf, messageIdOf } from './attempt-delivery';
import { type DeliveryRecord, findDeliveries } from './delivery-store';
import { type EndpointRecord, findEndpoint, findEndpoints } from './endpoint-store';
import type { DeliveryPage, DeliveryQuery, DeliveryView, EndpointView, SendFailure } from './schema';

/** Only people who manage webhooks see them: others find none. */

export async function listEndpoints(actor: Actor): Promise<EndpointView[]> {
  if (!can(actor, 'webhooks:write')) return [];
  return (await findEndpoints(database(), actor.organization.id)).map(toEndpoint);
}

export async function getEndpoint(actor: Actor, id: string): Promise<EndpointView | null> {
  if (!can(actor, 'webhooks:write')) return null;
  const found = await findEndpoint(database(), { id, organizationId: actor.organization.id });
  return found && toEndpoint(found);
}

/** The deliveries of an endpoint of theirs, the newest first. */
export const listDeliveries = (
  actor: Actor,
  endpointId: string,
  query: DeliveryQuery,
): Promise<DeliveryPage> =>
  readPage(query, async (asked) => {
    const { page, pageSize } = asked;
    if (!can(actor, 'webhooks:write')) return { rows: [], total: 0, page, pageSize };
    const endpoint = { id: endpointId, organizationId: actor.organization.id };
    const { rows, total } = await findDeliveries(database(), endpoint, asked);
    return { rows: rows.map(toDelivery), total, page, pageSize };
  });

function toEndpoint(record: EndpointRecord): EndpointView {
  const { id, url, description, types, enabled, disabledByFailures, createdBy } = record;
  const disabled = disabledByFailures ? 'disabled-by-failures' : 'disabled';
  return {
    id,
    url,
    description,
    types,
    state: enabled ? 'enabled' : disabled,
    failingSince: record.failingSince?.toISOString() ?? null,
    waiting: record._count.deliveries,
    oldSecretEndsAt: record.oldSecretEndsAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    createdBy: createdBy?.name ?? null,
  };
}

function toDelivery(record: DeliveryRecord): DeliveryView {
  const { id, event, status, attempts, responseStatus, failure, durationMs } = record;
  return {
    id,
    type: event.type,
    messageId: messageIdOf(event),
    subjectName: nameIn(event.data),
    at: event.at.toISOString(),
    status,
    attempts,
    lastAttemptAt: record.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: status === 'waiting' ? record.nextAttemptAt.toISOString() : null,
    last: durationMs === null ? null : { responseStatus, failure: failure as SendFailure | null, durationMs },
    body: bodyOf(event, 2),
  };
}

const nameIn = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'name' in data ? String(data.name) : '';
