import { afterEach, beforeAll, beforeEach } from 'vitest';
import { listDeliveries } from '@/lib/features/webhooks/list-webhooks';
import { addEndpoint, type NewSecret } from '@/lib/features/webhooks/manage-endpoints';
import { type AddEndpoint, deliveryQuerySchema, KEY_EVENT_TYPES } from '@/lib/features/webhooks/schema';
import { sendWebhooksJob } from '@/lib/features/webhooks/send-job';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { advanceClock, restoreClock } from './clock';
import { newActor } from './people';
import { WebhookReceiver } from './webhook-receiver';

/** Lets endpoints be on this machine. Call it before anything reads the settings. */
function allowLoopback(): void {
  process.env.WEBHOOK_ALLOWED_NETWORKS = '127.0.0.0/8';
}

/** An endpoint for all events, with its signing secret. */
export async function newEndpoint(
  actor: Actor,
  given: Pick<AddEndpoint, 'url'> & Partial<AddEndpoint>,
): Promise<NewSecret> {
  const added = await addEndpoint(actor, { description: '', types: [...KEY_EVENT_TYPES], ...given });
  if (!added.ok) throw new Error(JSON.stringify(added));
  return added.value;
}

/** What a portal does each second: sends what is due. */
export const sendDue = (): Promise<void> => new JobRunner([sendWebhooksJob]).runDue();

/** The same at each step of a stopped clock, which is moved this far. */
export async function sendFor(ms: number, stepMs: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await sendDue();
    advanceClock(stepMs);
  }
}

/** The newest deliveries of an endpoint, as its page lists them. */
export const deliveriesOf = async (actor: Actor, endpoint: { id: string }) =>
  (await listDeliveries(actor, endpoint.id, deliveryQuerySchema.parse({}))).rows;

/** An Admin and a receiver of their own for each test of a file. */
export function setUpWebhooks(): { readonly admin: Actor; readonly receiver: WebhookReceiver } {
  let admin: Actor;
  let receiver: WebhookReceiver;
  beforeAll(() => allowLoopback());
  beforeEach(async () => {
    admin = await newActor();
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    restoreClock();
    await receiver.stop();
    await prisma(database()).webhookEndpoint.deleteMany();
  });
  return {
    get admin() {
      return admin;
    },
    get receiver() {
      return receiver;
    },
  };
}
