import { setTimeout as pause } from 'node:timers/promises';
import { listRecipients } from '@/lib/organizations/memberships/membership';
import { recordChange } from '@/lib/platform/audit/record';
import { KEYPORT } from '@/lib/platform/audit/schema';
import { database } from '@/lib/platform/db/database';
import { defineJob, type JobContext } from '@/lib/platform/jobs/define';
import { currentTime } from '@/lib/platform/time/clock';
import { attemptDelivery } from './attempt-delivery';
import {
  type Attempt,
  type DueEndpoint,
  endFailing,
  findDueEndpoints,
  findHead,
  noteFailure,
  type OutgoingMessage,
  saveAttempt,
} from './delivery-store';
import { setEnabled } from './endpoint-store';
import { notifyOfDisabledEndpoint } from './notify-of-disabled-endpoint';
import { failedTooLong, nextAttempt } from './retry-policy';
import { type AttemptResult, isSuccess } from './schema';
import { endpointSubject } from './webhook-refusals';

/** Endpoints that are sent to at the same time: slow ones of one organization must not keep the others waiting. */
const MAX_AT_ONCE = 32;
const MAX_AT_ONCE_PER_ORGANIZATION = 4;
/** After so many an endpoint goes to the end of the line. */
const MAX_IN_A_ROW = 100;
const LOOK_AGAIN_MS = 1_000;

/**
 * Sends what waits, on one portal at a time, since jobs are leased: each endpoint gets its events in order. An attempt
 * that was under way when a portal died is made again by the next one, with the same `webhook-id`.
 */
export const sendWebhooksJob = defineJob({
  name: 'send-webhooks',
  everyMs: 60_000,
  isWaiting: async (now) => (await findDueEndpoints(database(), now)).length > 0,
  run: sendWaiting,
});

/** Returns how many attempts it made. */
async function sendWaiting(context: JobContext): Promise<number> {
  const busy = new Map<string, { organizationId: string; ended: Promise<void> }>();
  let attempts = 0;
  let failure: unknown = null;
  while (!context.signal.aborted && failure === null) {
    for (const endpoint of await findDueEndpoints(database(), currentTime())) {
      if (!hasPlace(busy, endpoint)) continue;
      const ended = drainQueue(context, endpoint.id)
        .then((made) => {
          attempts += made;
        })
        .catch((error: unknown) => {
          failure = error;
        })
        .finally(() => busy.delete(endpoint.id));
      busy.set(endpoint.id, { organizationId: endpoint.organizationId, ended });
    }
    if (busy.size === 0) break;
    await Promise.race([...[...busy.values()].map(({ ended }) => ended), pause(LOOK_AGAIN_MS)]);
  }
  await Promise.all([...busy.values()].map(({ ended }) => ended));
  if (failure !== null) throw failure;
  return attempts;
}

function hasPlace(
  busy: ReadonlyMap<string, { organizationId: string }>,
  { id, organizationId }: DueEndpoint,
) {
  const ofOrganization = [...busy.values()].filter((each) => each.organizationId === organizationId).length;
  return busy.size < MAX_AT_ONCE && ofOrganization < MAX_AT_ONCE_PER_ORGANIZATION && !busy.has(id);
}

/** Sends an endpoint's events in order until one fails, none is left, or it is somebody else's turn. */
async function drainQueue({ signal, write }: JobContext, endpointId: string): Promise<number> {
  for (let made = 0; made < MAX_IN_A_ROW; made++) {
    const head = await findHead(database(), endpointId);
    if (!head || head.nextAttemptAt > currentTime() || signal.aborted) return made;
    const result = await attemptDelivery(head, signal);
    // This portal stops, or has lost the job to another one, which makes the attempt again.
    if (signal.aborted && !isSuccess(result)) return made;
    const attempt = outcomeOf(head, result, currentTime());
    const disabled = await write(async (db) => {
      await saveAttempt(db, head, attempt);
      if (attempt.status === 'delivered') {
        await endFailing(db, endpointId);
        return null;
      }
      const failingSince = await noteFailure(db, endpointId, attempt.at);
      if (failingSince === null || !failedTooLong(failingSince, attempt.at)) return null;
      await setEnabled(db, endpointId, { enabled: false, disabledByFailures: true });
      const { organizationId, url } = head.endpoint;
      const event = {
        action: 'webhook.disable',
        ...endpointSubject(endpointId, url),
        organizationId,
      } as const;
      await recordChange(
        db,
        KEYPORT,
        { ...event, details: { failingSince: failingSince.toISOString() } },
        attempt.at,
      );
      return { id: endpointId, url, failingSince, admins: await listRecipients(db, organizationId) };
    });
    if (disabled) notifyOfDisabledEndpoint(disabled);
    if (attempt.status === 'waiting') return made + 1;
  }
  return MAX_IN_A_ROW;
}

/** What follows from an attempt: it is delivered, waits for the next attempt, or has failed for good. */
function outcomeOf(head: OutgoingMessage, result: AttemptResult, now: Date): Attempt {
  const made = { result, at: now, byHand: false };
  if (isSuccess(result)) return { ...made, status: 'delivered', nextAttemptAt: null };
  const next = nextAttempt(head.attempts + 1, head.firstAttemptAt ?? now, now);
  return { ...made, status: next ? 'waiting' : 'failed', nextAttemptAt: next };
}
