import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordIfRefused } from '@/lib/organizations/memberships/membership';
import { recordChange } from '@/lib/platform/audit/record';
import { type Db, database, inTransaction } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { MINUTE_MS } from '@/lib/platform/time/durations';
import { attemptDelivery } from './attempt-delivery';
import {
  countSentByHand,
  findMessage,
  insertTest,
  markSentByHand,
  type OutgoingMessage,
  saveAttempt,
  saveHealth,
  wakeQueue,
} from './delivery-store';
import { findEndpoint } from './endpoint-store';
import { type AttemptResult, isSuccess, MAX_SENT_BY_HAND_PER_MINUTE } from './schema';
import { endpointSubject, refuseWebhookChange, type WebhookRefusal } from './webhook-refusals';

type SendRefusal = Extract<
  WebhookRefusal,
  'FORBIDDEN' | 'ENDPOINT_NOT_FOUND' | 'DELIVERY_NOT_FOUND' | 'TOO_MANY_TEST_EVENTS'
>;

/** Sends an endpoint an event of type `webhook.test` now, whether or not it is enabled, and reports the answer. */
export async function sendTestEvent(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<AttemptResult, SendRefusal>> {
  const now = currentTime();
  if (!can(actor, 'webhooks:write')) return refuseWebhookChange(actor, 'webhook.test', id, now);
  const { id: organizationId } = actor.organization;
  const sent = send(actor, async (db) => {
    const endpoint = await findEndpoint(db, { id, organizationId });
    if (!endpoint) return refuse('ENDPOINT_NOT_FOUND');
    if (await hasSentEnough(db, organizationId, now)) return tooMany();
    const data = { message: 'A test event from Keyport.', actor: { name: actor.name, key: null } };
    await recordChange(db, actor, { action: 'webhook.test', ...endpointSubject(id, endpoint.url) }, now);
    return ok(await insertTest(db, { endpointId: id, organizationId, type: 'webhook.test', data }, now));
  });
  return recordIfRefused(actor, { action: 'webhook.test', ...endpointSubject(id, id) }, sent, now);
}

/** Sends an event again, now and out of order, and reports the answer. Receivers know it by its `webhook-id`. */
export async function resendDelivery(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<AttemptResult, SendRefusal>> {
  const now = currentTime();
  if (!can(actor, 'webhooks:write')) return refuseWebhookChange(actor, 'webhook.resend', null, now);
  const { id: organizationId } = actor.organization;
  const sent = send(actor, async (db) => {
    const found = await findMessage(db, id, organizationId);
    if (!found) return refuse('DELIVERY_NOT_FOUND');
    if (await hasSentEnough(db, organizationId, now)) return tooMany();
    await markSentByHand(db, id, now);
    const { endpoint, event } = found;
    const details = { type: event.type, message: event.messageId };
    await recordChange(
      db,
      actor,
      { action: 'webhook.resend', ...endpointSubject(endpoint.id, endpoint.url), details },
      now,
    );
    return ok(id);
  });
  return recordIfRefused(actor, { action: 'webhook.resend', ...endpointSubject(null, '') }, sent, now);
}

/** `prepare` returns the delivery, in a transaction that has ended when the attempt is made. */
async function send(
  actor: Actor,
  prepare: (db: Db) => Promise<Result<string, SendRefusal>>,
): Promise<Result<AttemptResult, SendRefusal>> {
  const prepared = await transact(prepare);
  if (!prepared.ok) return prepared;
  const message = await findMessage(database(), prepared.value, actor.organization.id);
  if (!message) return refuse('DELIVERY_NOT_FOUND');
  const result = await attemptDelivery(message);
  await saveResult(message, result);
  return ok(result);
}

/** A success shows that the endpoint works again: what waits for it is sent at once. */
async function saveResult(message: OutgoingMessage, result: AttemptResult): Promise<void> {
  const at = currentTime();
  const succeeded = isSuccess(result);
  await inTransaction(async (db) => {
    const status = succeeded ? 'delivered' : message.status === 'waiting' ? 'waiting' : 'failed';
    await saveAttempt(db, message.id, { result, at, byHand: true, status, nextAttemptAt: null });
    if (!succeeded) return;
    await saveHealth(db, message.endpoint.id, true, at);
    await wakeQueue(db, message.endpoint.id, at);
  });
}

const hasSentEnough = async (db: Db, organizationId: string, now: Date): Promise<boolean> =>
  (await countSentByHand(db, organizationId, new Date(now.getTime() - MINUTE_MS))) >=
  MAX_SENT_BY_HAND_PER_MINUTE;

const tooMany = () => refuse('TOO_MANY_TEST_EVENTS', { retryAfterSeconds: 60 });
