import { addEndpoint } from '@/lib/features/webhooks/manage-endpoints';
import { KEY_EVENT_TYPES } from '@/lib/features/webhooks/schema';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { newKey } from '../support/keys';
import { must } from '../support/must';
import { expect, test } from '../support/test';

test.use({ settings: { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' } });

/** The lease of a portal's job. */
const LEASE_MS = 60_000;

test('a portal that is killed in the middle of an attempt loses nothing and mixes nothing up', async ({
  keyport,
  ada,
}) => {
  const receiver = await WebhookReceiver.start();
  const given = { url: receiver.url, description: '', types: [...KEY_EVENT_TYPES] };
  const { secret } = must(await addEndpoint(ada.actor, given));
  const names = Array.from({ length: 8 }, (_, index) => `Key ${index}`);
  const third = held(receiver, 3);
  for (const name of names.slice(0, 5)) await newKey(ada, { name });
  await third.arrived;

  const stopOther = await keyport.startAnotherPortal();
  try {
    for (const name of names.slice(5)) await newKey(ada, { name });
    // While one portal has the lease, the other looks every second and sends nothing.
    keyport.clock.advance(LEASE_MS / 2);
    expect(receiver.told).toEqual(names.slice(0, 3).map((name) => `key.created ${name}`));
    await keyport.killPortal();
    third.release();
    keyport.clock.advance(LEASE_MS);
    await expect.poll(() => receiver.told.at(-1), { timeout: 30_000 }).toBe('key.created Key 7');
    // The one that was under way comes a second time, with the same id.
    expect(receiver.told).toEqual(
      [...names.slice(0, 3), ...names.slice(2)].map((name) => `key.created ${name}`),
    );
    const [, , before, again] = receiver.received;
    expect(again?.id).toBe(before?.id);
    for (const event of receiver.received) {
      expect(Math.abs(event.timestamp - keyport.clock.now().getTime() / 1000)).toBeLessThan(300);
      expect(WebhookReceiver.verify(event, secret)).toBeTruthy();
    }
  } finally {
    await stopOther();
    await keyport.restart();
    await receiver.stop();
  }
});

/** Keeps the answer to the event of this number back until it is released. */
function held(receiver: WebhookReceiver, number: number) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    receiver.beforeAnswer = async () => {
      if (receiver.received.length !== number) return;
      resolve();
      await released;
    };
  });
  return { arrived, release: () => release() };
}
