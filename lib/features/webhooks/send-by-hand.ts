import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange, recordIfRefused } from '@/lib/platform/audit/record';
import { type Db, inTransaction } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { MINUTE_MS } from '@/lib/platform/time/durations';
import { attemptDelivery } from './attempt-delivery';
import {
  countSentByHand,
  endFailing,
  findMessage,
  insertTest,
  markSentByHand,
  type OutgoingMessage,
  saveAttempt,
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
export const sendTestEvent = (
  actor: Actor,
  { id }: { id: string },
): Promise<Result<AttemptResult, SendRefusal>> =>
  sendByHand(actor, { action: 'webhook.test', id }, async (db, organizationId, now) => {
    const endpoint = await findEndpoint(db, { id, organizationId });
    if (!endpoint) return refuse('ENDPOINT_NOT_FOUND');
    if (await hasSentEnough(db, organizationId, now)) return tooMany();
    const data = { message: 'A test event from Keyport.', actor: { name: actor.name, key: null } };
    await recordChange(db, actor, { action: 'webhook.test', ...endpointSubject(id, endpoint.url) }, now);
    const test = { endpointId: id, organizationId, type: 'webhook.test', data };
    return ok(await insertTest(db, test, now));
  });

/** Sends an event again, now and out of order, and reports the answer. Receivers know it by its `webhook-id`. */
export const resendDelivery = (
  actor: Actor,
  { id }: { id: string },
): Promise<Result<AttemptResult, SendRefusal>> =>
  sendByHand(actor, { action: 'webhook.resend', id: null }, async (db, organizationId, now) => {
    const found = await findMessage(db, id, organizationId);
    if (!found) return refuse('DELIVERY_NOT_FOUND');
    if (await hasSentEnough(db, organizationId, now)) return tooMany();
    await markSentByHand(db, id, now);
    const { endpoint, event } = found;
    const subject = endpointSubject(endpoint.id, endpoint.url);
    const details = { event: event.type, message: event.messageId };
    await recordChange(db, actor, { action: 'webhook.resend', ...subject, details }, now);
    return ok(found);
  });

type Sending = { action: 'webhook.test' | 'webhook.resend'; id: string | null };

/** `prepare` finds or makes what to send, in a transaction that has ended when the attempt is made. */
async function sendByHand(
  actor: Actor,
  { action, id }: Sending,
  prepare: (db: Db, organizationId: string, now: Date) => Promise<Result<OutgoingMessage, SendRefusal>>,
): Promise<Result<AttemptResult, SendRefusal>> {
  const now = currentTime();
  if (!can(actor, 'webhooks:write')) return refuseWebhookChange(actor, action, id, now);
  const prepared = await recordIfRefused(
    actor,
    { action, ...endpointSubject(id, id ?? '') },
    transact((db) => prepare(db, actor.organization.id, now)),
    now,
  );
  if (!prepared.ok) return prepared;
  const result = await attemptDelivery(prepared.value);
  await saveResult(prepared.value, result);
  return ok(result);
}

/** A success shows that the endpoint works again: what waits for it is sent at once. */
async function saveResult(message: OutgoingMessage, result: AttemptResult): Promise<void> {
  const at = currentTime();
  const succeeded = isSuccess(result);
  await inTransaction(async (db) => {
    const undelivered = message.status === 'waiting' ? 'waiting' : 'failed';
    const status = succeeded ? 'delivered' : undelivered;
    await saveAttempt(db, message, { result, at, byHand: true, status, nextAttemptAt: null });
    if (!succeeded) return;
    await endFailing(db, message.endpoint.id);
    await wakeQueue(db, message.endpoint.id, at);
  });
}

const hasSentEnough = async (db: Db, organizationId: string, now: Date): Promise<boolean> =>
  (await countSentByHand(db, organizationId, new Date(now.getTime() - MINUTE_MS))) >=
  MAX_SENT_BY_HAND_PER_MINUTE;

const tooMany = () => refuse('TOO_MANY_TEST_EVENTS', { retryAfterSeconds: 60 });
