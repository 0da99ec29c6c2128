import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { advanceClock, stopClock } from '@/test/clock';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { deliveriesOf, newEndpoint, sendDue, setUpWebhooks } from '@/test/webhooks';
import { getEndpoint, listEndpoints } from './list-webhooks';
import {
  addEndpoint,
  deleteEndpoint,
  disableEndpoint,
  editEndpoint,
  enableEndpoint,
  rollSigningSecret,
} from './manage-endpoints';
import { KEY_EVENT_TYPES } from './schema';
import { resendDelivery, sendTestEvent } from './send-by-hand';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const scene = setUpWebhooks();

describe('endpoints', () => {
  test.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[fd00::1]/',
    'https://192.168.1.1:8443/',
    'ftp://example.com',
    'https://user:password@example.com/',
    'https://nowhere.invalid/',
    'http://8.8.8.8/',
    'https://8.8.8.8:22/',
  ])('%s is refused, with the reason', async (url) => {
    const refused = await addEndpoint(scene.admin, { url, description: '', types: ['key.created'] });
    expect(refused).toMatchObject({ code: 'ENDPOINT_REFUSED', fields: { url: [expect.any(String)] } });
    const { id } = await newEndpoint(scene.admin, { url: scene.receiver.url });
    const edited = await editEndpoint(scene.admin, { id, url, description: '', types: ['key.created'] });
    expect(edited).toMatchObject({ code: 'ENDPOINT_REFUSED' });
  });

  test('at most twenty, also when two are added at the same time', async () => {
    for (let made = 0; made < 19; made++) await newEndpoint(scene.admin, { url: scene.receiver.url });
    const given = { url: scene.receiver.url, description: '', types: [...KEY_EVENT_TYPES] };
    const both = await Promise.all([addEndpoint(scene.admin, given), addEndpoint(scene.admin, given)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual(expect.objectContaining({ code: 'ENDPOINT_LIMIT' }));
  });

  test('a rolled secret signs at once, the old one as well for a day, and a secret is stored sealed', async () => {
    stopClock(Date.now());
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    const rolled = await rollSigningSecret(scene.admin, endpoint);
    if (!rolled.ok) throw new Error(rolled.code);
    await sendTestEvent(scene.admin, endpoint);
    const [both] = scene.receiver.received.splice(0);
    for (const secret of [endpoint.secret, rolled.value.secret]) {
      expect(both && WebhookReceiver.verify(both, secret)).toBeTruthy();
    }
    advanceClock(DAY_MS);
    await sendTestEvent(scene.admin, endpoint);
    const [one] = scene.receiver.received;
    expect(one && WebhookReceiver.verify(one, rolled.value.secret)).toBeTruthy();
    expect(() => one && WebhookReceiver.verify(one, endpoint.secret)).toThrow();
    const stored = await prisma(database()).webhookEndpoint.findUniqueOrThrow({ where: { id: endpoint.id } });
    for (const bytes of [stored.secret, stored.oldSecret ?? new Uint8Array()]) {
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('whsec_');
    }
  });

  test('are for Admins, and for those of the organization', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await newKey(scene.admin);
    await sendDue();
    const [delivery] = await deliveriesOf(scene.admin, endpoint);
    const stranger = await newActor();
    const operations = await newActor({ organization: scene.admin.organization.name, role: 'operations' });
    for (const [actor, code] of [
      [stranger, 'ENDPOINT_NOT_FOUND'],
      [operations, 'FORBIDDEN'],
    ] as const) {
      const edit = {
        id: endpoint.id,
        url: scene.receiver.url,
        description: 'Mine',
        types: [...KEY_EVENT_TYPES],
      };
      for (const tried of [
        editEndpoint(actor, edit),
        enableEndpoint(actor, endpoint),
        disableEndpoint(actor, endpoint),
        rollSigningSecret(actor, endpoint),
        sendTestEvent(actor, endpoint),
        deleteEndpoint(actor, endpoint),
      ]) {
        expect(await tried).toMatchObject({ ok: false, code });
      }
      expect(await resendDelivery(actor, { id: delivery?.id ?? '' })).toMatchObject({ ok: false });
      expect(await getEndpoint(actor, endpoint.id)).toBeNull();
      expect(await listEndpoints(actor)).toEqual([]);
      expect(await deliveriesOf(actor, endpoint)).toEqual([]);
    }
    expect(await sendTestEvent(scene.admin, { id: randomUUID() })).toMatchObject({
      code: 'ENDPOINT_NOT_FOUND',
    });
    expect(scene.receiver.received).toHaveLength(1);
  });

  test('what is deleted takes its deliveries along, while others are written', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await newKey(scene.admin);
    await Promise.all([
      deleteEndpoint(scene.admin, endpoint),
      ...Array.from({ length: 8 }, () => newKey(scene.admin)),
    ]);
    await sendDue();
    expect(await prisma(database()).webhookDelivery.count({ where: { endpointId: endpoint.id } })).toBe(0);
    expect(await getEndpoint(scene.admin, endpoint.id)).toBeNull();
  });

  test('a name that leads to loopback later is not connected to', async () => {
    const { id } = await newEndpoint(scene.admin, { url: scene.receiver.url });
    const { port } = new URL(scene.receiver.url);
    // What the operator allowed when it was saved, and no longer does.
    await prisma(database()).webhookEndpoint.update({
      where: { id },
      data: { url: `http://localhost:${port}/` },
    });
    const { settings } = await import('@/lib/platform/env/env');
    const allowed = settings().webhookAllowedNetworks.splice(0);
    try {
      await newKey(scene.admin);
      await sendDue();
      expect(await deliveriesOf(scene.admin, { id })).toMatchObject([
        { last: { failure: 'address-refused' } },
      ]);
      expect(scene.receiver.received).toEqual([]);
    } finally {
      settings().webhookAllowedNetworks.push(...allowed);
    }
  });
});
