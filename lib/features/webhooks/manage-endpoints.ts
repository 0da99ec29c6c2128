import { randomUUID } from 'node:crypto';
import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { differences, recordChange, recordIfRefused } from '@/lib/platform/audit/record';
import { beforeCommit } from '@/lib/platform/db/before-commit';
import type { Db } from '@/lib/platform/db/database';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { wakeQueue } from './delivery-store';
import {
  countEndpoints,
  type EndpointRecord,
  insertEndpoint,
  lockEndpoint,
  removeEndpoint,
  replaceSecret,
  setEnabled,
  updateEndpoint,
} from './endpoint-store';
import { type AddEndpoint, type EditEndpoint, MAX_ENDPOINTS, SECRET_OVERLAP_HOURS } from './schema';
import { newSigningSecret } from './signature';
import { findUrlProblem } from './target';
import { endpointSubject, refuseUrl, refuseWebhookChange, type WebhookRefusal } from './webhook-refusals';

/** Its signing secret, which is shown once. */
export type NewSecret = { id: string; url: string; secret: string };

export async function addEndpoint(
  actor: Actor,
  given: AddEndpoint,
): Promise<Result<NewSecret, WebhookRefusal>> {
  const now = currentTime();
  if (!can(actor, 'webhooks:write')) return refuseWebhookChange(actor, 'webhook.create', null, now);
  const problem = await findUrlProblem(given.url);
  if (problem !== null) return refuseUrl(problem);
  const { id: organizationId } = actor.organization;
  return transact<NewSecret, WebhookRefusal>(async (db) => {
    if ((await countEndpoints(db, organizationId)) >= MAX_ENDPOINTS) return refuse('ENDPOINT_LIMIT');
    const id = randomUUID();
    const secret = newSigningSecret();
    await insertEndpoint(db, { ...given, id, organizationId, createdById: actor.userId, secret }, now);
    const event = { action: 'webhook.create', ...endpointSubject(id, given.url), details: given } as const;
    await recordChange(db, actor, event, now);
    return ok({ id, url: given.url, secret });
  });
}

export async function editEndpoint(actor: Actor, given: EditEndpoint): Promise<Result<null, WebhookRefusal>> {
  const { id, ...after } = given;
  const change = { action: 'webhook.edit', id } as const;
  const problem = can(actor, 'webhooks:write') ? await findUrlProblem(given.url) : null;
  if (problem !== null) return refuseUrl(problem);
  return changeEndpoint(actor, change, async (db, { url, description, types }, now) => {
    const details = differences({ url, description, types }, after);
    if (Object.keys(details.after).length === 0) return ok(null);
    await updateEndpoint(db, given);
    await recordChange(db, actor, { ...change, ...endpointSubject(id, after.url), details }, now);
    return ok(null);
  });
}

/** Events that were waiting when it was disabled are sent now. */
export const enableEndpoint = (actor: Actor, given: { id: string }): Promise<Result<null, WebhookRefusal>> =>
  changeState(actor, given, 'enable');

/** It is sent nothing until it is enabled again, and changes that are made until then are never sent to it. */
export const disableEndpoint = (actor: Actor, given: { id: string }): Promise<Result<null, WebhookRefusal>> =>
  changeState(actor, given, 'disable');

function changeState(actor: Actor, { id }: { id: string }, transition: 'enable' | 'disable') {
  const action = `webhook.${transition}` as const;
  const enabled = transition === 'enable';
  return changeEndpoint<null>(actor, { action, id }, async (db, endpoint, now) => {
    if (endpoint.enabled === enabled) return ok(null);
    await setEnabled(db, id, { enabled });
    if (enabled) await wakeQueue(db, id, now);
    await recordChange(db, actor, { action, ...endpointSubject(id, endpoint.url) }, now);
    return ok(null);
  });
}

/** Issues a new signing secret. The old one signs as well for a day, so that receivers can be changed one by one. */
export const rollSigningSecret = (
  actor: Actor,
  { id }: { id: string },
): Promise<Result<NewSecret, WebhookRefusal>> =>
  changeEndpoint(actor, { action: 'webhook.roll-secret', id }, async (db, { url }, now) => {
    const secret = newSigningSecret();
    const oldEndsAt = new Date(now.getTime() + SECRET_OVERLAP_HOURS * HOUR_MS);
    await replaceSecret(db, id, secret, oldEndsAt);
    const details = { oldEndsAt: oldEndsAt.toISOString() };
    await recordChange(
      db,
      actor,
      { action: 'webhook.roll-secret', ...endpointSubject(id, url), details },
      now,
    );
    return ok({ id, url, secret });
  });

/** Events that wait for it are dropped. */
export const deleteEndpoint = (actor: Actor, { id }: { id: string }): Promise<Result<null, WebhookRefusal>> =>
  changeEndpoint(actor, { action: 'webhook.delete', id }, async (db, { url }, now) => {
    await recordChange(db, actor, { action: 'webhook.delete', ...endpointSubject(id, url) }, now);
    // After the end of the audit chain is locked, as whoever writes events for it does: otherwise the two could deadlock.
    beforeCommit<Db>(db, (db) => removeEndpoint(db, id));
    return ok(null);
  });

type Change = { action: Parameters<typeof refuseWebhookChange>[1]; id: string };

async function changeEndpoint<Value>(
  actor: Actor,
  { action, id }: Change,
  change: (db: Db, endpoint: EndpointRecord, now: Date) => Promise<Result<Value, WebhookRefusal>>,
): Promise<Result<Value, WebhookRefusal>> {
  const now = currentTime();
  if (!can(actor, 'webhooks:write')) return refuseWebhookChange(actor, action, id, now);
  const changed = transact<Value, WebhookRefusal>(async (db) => {
    const endpoint = await lockEndpoint(db, { id, organizationId: actor.organization.id });
    return endpoint ? change(db, endpoint, now) : refuse('ENDPOINT_NOT_FOUND');
  });
  return recordIfRefused(actor, { action, ...endpointSubject(id, id) }, changed, now);
}
