import { beforeEach, describe, expect, test } from 'vitest';
import { advanceClock, stopClock } from '@/test/clock';
import { newKey } from '@/test/keys';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { deliveriesOf, newEndpoint, sendDue, setUpWebhooks } from '@/test/webhooks';
import { resendDelivery, sendTestEvent } from './send-by-hand';

const MINUTE_MS = 60_000;

const scene = setUpWebhooks();

describe('by hand', () => {
  beforeEach(() => stopClock());

  test('a test event is sent now, reports the answer, and wakes what waits', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    scene.receiver.status = 500;
    await newKey(scene.admin, { name: 'Ingest' });
    await sendDue();
    expect(await sendTestEvent(scene.admin, endpoint)).toMatchObject({
      ok: true,
      value: { responseStatus: 500 },
    });
    await sendDue();
    scene.receiver.status = 204;
    expect(await sendTestEvent(scene.admin, endpoint)).toMatchObject({
      ok: true,
      value: { responseStatus: 204 },
    });
    const test = scene.receiver.received.at(-1);
    expect(test?.type).toBe('webhook.test');
    expect(test && WebhookReceiver.verify(test, endpoint.secret)).toMatchObject({ type: 'webhook.test' });
    await sendDue();
    expect(scene.receiver.told.at(-1)).toBe('key.created Ingest');
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([
      { type: 'webhook.test', status: 'delivered' },
      { type: 'webhook.test', status: 'failed' },
      { type: 'key.created', status: 'delivered' },
    ]);
  });

  test('a delivery is sent again with its id, and wakes what waits', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await newKey(scene.admin, { name: 'First' });
    await sendDue();
    scene.receiver.status = 500;
    await newKey(scene.admin, { name: 'Second' });
    await sendDue();
    const first = (await deliveriesOf(scene.admin, endpoint)).at(-1);
    scene.receiver.status = 200;
    expect(await resendDelivery(scene.admin, { id: first?.id ?? '' })).toMatchObject({ ok: true });
    await sendDue();
    expect(scene.receiver.told).toEqual([
      'key.created First',
      'key.created Second',
      'key.created First',
      'key.created Second',
    ]);
    expect(scene.receiver.received[2]?.id).toBe(scene.receiver.received[0]?.id);
  });

  test('ten a minute for an organization, tests and resends together', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await newKey(scene.admin);
    await sendDue();
    const [delivery] = await deliveriesOf(scene.admin, endpoint);
    const id = delivery?.id ?? '';
    expect(await resendDelivery(scene.admin, { id })).toMatchObject({ ok: true });
    for (let sent = 1; sent < 10; sent++) {
      expect(await sendTestEvent(scene.admin, endpoint)).toMatchObject({ ok: true });
    }
    expect(await sendTestEvent(scene.admin, endpoint)).toMatchObject({ code: 'TOO_MANY_TEST_EVENTS' });
    expect(await resendDelivery(scene.admin, { id })).toMatchObject({ code: 'TOO_MANY_TEST_EVENTS' });
    advanceClock(MINUTE_MS);
    expect(await sendTestEvent(scene.admin, endpoint)).toMatchObject({ ok: true });
  });
});
