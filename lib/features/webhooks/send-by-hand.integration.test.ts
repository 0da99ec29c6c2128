import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { allowLoopback, deliveriesOf, newEndpoint, sendDue } from '@/test/webhooks';
import { resendDelivery, sendTestEvent } from './send-by-hand';

const MINUTE_MS = 60_000;

beforeAll(() => {
  allowLoopback();
});

let admin: Actor;
let receiver: WebhookReceiver;
beforeEach(async () => {
  admin = await newActor();
  receiver = await WebhookReceiver.start();
});
afterEach(async () => {
  restoreClock();
  await receiver.stop();
  await prisma(database()).webhookEndpoint.deleteMany();
});

describe('by hand', () => {
  beforeEach(() => stopClock());

  test('a test event is sent now, reports the answer, and wakes what waits', async () => {
    const endpoint = await newEndpoint(admin, { url: receiver.url });
    receiver.status = 500;
    await newKey(admin, { name: 'Ingest' });
    await sendDue();
    expect(await sendTestEvent(admin, endpoint)).toMatchObject({ ok: true, value: { responseStatus: 500 } });
    await sendDue();
    receiver.status = 204;
    expect(await sendTestEvent(admin, endpoint)).toMatchObject({ ok: true, value: { responseStatus: 204 } });
    const test = receiver.received.at(-1);
    expect(test?.type).toBe('webhook.test');
    expect(test && WebhookReceiver.verify(test, endpoint.secret)).toMatchObject({ type: 'webhook.test' });
    await sendDue();
    expect(receiver.told.at(-1)).toBe('key.created Ingest');
    expect(await deliveriesOf(admin, endpoint)).toMatchObject([
      { type: 'webhook.test', status: 'delivered' },
      { type: 'webhook.test', status: 'failed' },
      { type: 'key.created', status: 'delivered' },
    ]);
  });

  test('a delivery is sent again with its id, and wakes what waits', async () => {
    const endpoint = await newEndpoint(admin, { url: receiver.url });
    await newKey(admin, { name: 'First' });
    await sendDue();
    receiver.status = 500;
    await newKey(admin, { name: 'Second' });
    await sendDue();
    const first = (await deliveriesOf(admin, endpoint)).at(-1);
    receiver.status = 200;
    expect(await resendDelivery(admin, { id: first?.id ?? '' })).toMatchObject({ ok: true });
    await sendDue();
    expect(receiver.told).toEqual([
      'key.created First',
      'key.created Second',
      'key.created First',
      'key.created Second',
    ]);
    expect(receiver.received[2]?.id).toBe(receiver.received[0]?.id);
  });

  test('ten a minute for an organization, tests and resends together', async () => {
    const endpoint = await newEndpoint(admin, { url: receiver.url });
    await newKey(admin);
    await sendDue();
    const [delivery] = await deliveriesOf(admin, endpoint);
    const id = delivery?.id ?? '';
    expect(await resendDelivery(admin, { id })).toMatchObject({ ok: true });
    for (let sent = 1; sent < 10; sent++) {
      expect(await sendTestEvent(admin, endpoint)).toMatchObject({ ok: true });
    }
    expect(await sendTestEvent(admin, endpoint)).toMatchObject({ code: 'TOO_MANY_TEST_EVENTS' });
    expect(await resendDelivery(admin, { id })).toMatchObject({ code: 'TOO_MANY_TEST_EVENTS' });
    advanceClock(MINUTE_MS);
    expect(await sendTestEvent(admin, endpoint)).toMatchObject({ ok: true });
  });
});
