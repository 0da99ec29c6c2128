import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { advanceClock, stopClock } from '@/test/clock';
import { newKey } from '@/test/keys';
import { type Smtp, startMailForSettings } from '@/test/smtp';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { deliveriesOf, newEndpoint, sendDue, sendFor, setUpWebhooks } from '@/test/webhooks';
import { getEndpoint } from './list-webhooks';
import { enableEndpoint } from './manage-endpoints';
import { sendWebhooksJob } from './send-job';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const scene = setUpWebhooks();

let smtp: Smtp;
beforeAll(async () => {
  smtp = await startMailForSettings();
  return () => smtp.stop();
});

describe('a receiver that fails', () => {
  beforeEach(() => stopClock());

  test('for an hour gets everything afterwards, in order, with the ids of the failed attempts', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    scene.receiver.status = 503;
    await newKey(scene.admin, { name: 'First' });
    await sendDue();
    await newKey(scene.admin, { name: 'Second' });
    await sendFor(HOUR_MS, MINUTE_MS);
    const tries = scene.receiver.received.splice(0);
    expect(new Set(tries.map(({ data }) => data.name))).toEqual(new Set(['First']));
    expect(tries.length).toBeGreaterThan(8);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([
      { subjectName: 'Second', status: 'waiting', attempts: 0, last: null },
      { subjectName: 'First', status: 'waiting', last: { responseStatus: 503, failure: null } },
    ]);
    expect(await getEndpoint(scene.admin, endpoint.id)).toMatchObject({
      waiting: 2,
      failingSince: expect.any(String),
    });

    scene.receiver.status = 200;
    await sendFor(2 * HOUR_MS, 10 * MINUTE_MS);
    expect(scene.receiver.told).toEqual(['key.created First', 'key.created Second']);
    expect(scene.receiver.received[0]?.id).toBe(tries[0]?.id);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([
      { status: 'delivered' },
      { status: 'delivered' },
    ]);
    expect(await getEndpoint(scene.admin, endpoint.id)).toMatchObject({ waiting: 0, failingSince: null });
  });

  test('signs each attempt with its own time', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url });
    scene.receiver.status = 500;
    await newKey(scene.admin);
    await sendDue();
    advanceClock(5_000);
    await sendDue();
    const [first, second] = scene.receiver.received.map(({ timestamp }) => timestamp);
    expect((second ?? 0) - (first ?? 0)).toBe(5);
  });

  test('for a day has the delivery given up, and the next one begins', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    scene.receiver.status = 500;
    await newKey(scene.admin, { name: 'First' });
    await newKey(scene.admin, { name: 'Second' });
    await sendFor(DAY_MS + HOUR_MS, 15 * MINUTE_MS);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([
      { subjectName: 'Second', status: 'waiting' },
      { subjectName: 'First', status: 'failed', nextAttemptAt: null },
    ]);
    scene.receiver.status = 200;
    advanceClock(HOUR_MS);
    await sendDue();
    expect(scene.receiver.told.at(-1)).toBe('key.created Second');
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([
      { status: 'delivered' },
      { status: 'failed' },
    ]);
  });

  test('for a week is disabled, Admins are told, and what waits is sent once it is enabled again', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    scene.receiver.status = 500;
    await newKey(scene.admin, { name: 'First' });
    await sendDue();
    await sendFor(6.5 * DAY_MS, 3 * HOUR_MS);
    await newKey(scene.admin, { name: 'Last' });
    await sendFor(DAY_MS, 3 * HOUR_MS);
    expect(await getEndpoint(scene.admin, endpoint.id)).toMatchObject({ state: 'disabled-by-failures' });
    await expect.poll(() => smtp.received.filter(({ to }) => to.includes(scene.admin.email))).toHaveLength(1);
    const [mail] = smtp.received.filter(({ to }) => to.includes(scene.admin.email));
    expect(mail?.subject).toBe('A webhook endpoint was disabled');
    expect(mail?.text).toContain(`/webhooks/${endpoint.id}`);
    const events = await prisma(database()).auditEvent.findMany({ where: { subjectId: endpoint.id } });
    expect(events.at(-1)).toMatchObject({ action: 'webhook.disable', actorName: 'Keyport' });
    const before = scene.receiver.received.length;
    await newKey(scene.admin, { name: 'Unheard' });
    await sendFor(3 * HOUR_MS, HOUR_MS);
    expect(scene.receiver.received).toHaveLength(before);

    scene.receiver.status = 200;
    await enableEndpoint(scene.admin, endpoint);
    await sendDue();
    expect(scene.receiver.told.slice(before)).toEqual(['key.created Last']);
    expect(await getEndpoint(scene.admin, endpoint.id)).toMatchObject({
      state: 'enabled',
      failingSince: null,
    });
  });

  test('keeps no other endpoint waiting', async () => {
    const healthy = await WebhookReceiver.start();
    try {
      await newEndpoint(scene.admin, { url: scene.receiver.url });
      await newEndpoint(scene.admin, { url: healthy.url });
      scene.receiver.status = 500;
      await newKey(scene.admin, { name: 'Ingest' });
      await sendDue();
      await newKey(scene.admin, { name: 'Second' });
      await sendDue();
      expect(healthy.told).toEqual(['key.created Ingest', 'key.created Second']);
      expect(scene.receiver.told).toEqual(['key.created Ingest']);
    } finally {
      await healthy.stop();
    }
  });

  test('with a redirect has failed', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    scene.receiver.status = 302;
    scene.receiver.headers = { location: '/elsewhere' };
    await newKey(scene.admin);
    await sendDue();
    expect(scene.receiver.received).toHaveLength(1);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([
      { status: 'waiting', last: { responseStatus: 302 } },
    ]);
  });
});

describe('several portals', () => {
  test('send each event once, and in order', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => newKey(scene.admin, { name: `Key ${index}` })),
    );
    const portals = Array.from({ length: 3 }, () => new JobRunner([sendWebhooksJob]));
    await Promise.all(portals.map((portal) => portal.runDue()));
    expect(scene.receiver.received).toHaveLength(20);
    const positions = await prisma(database()).webhookEvent.findMany({
      where: { organizationId: scene.admin.organization.id },
      orderBy: { position: 'asc' },
    });
    expect(scene.receiver.received.map(({ id }) => id)).toEqual(
      positions.map(({ messageId }) => `msg_${messageId}`),
    );
  });

  test('one that stops does not wait for a slow receiver, and the next sends the event again', async () => {
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await newKey(scene.admin, { name: 'Ingest' });
    const arrived = new Promise<void>((resolve) => {
      scene.receiver.beforeAnswer = () => {
        resolve();
        scene.receiver.beforeAnswer = async () => undefined;
        return new Promise(() => undefined);
      };
    });
    const stopping = new JobRunner([sendWebhooksJob]);
    const run = stopping.runDue();
    await arrived;
    await Promise.all([stopping.stop(), run]);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([{ status: 'waiting', attempts: 0 }]);
    await sendDue();
    expect(scene.receiver.told).toEqual(['key.created Ingest', 'key.created Ingest']);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });

  test('one that lost its lease in the middle of an attempt writes nothing, and the next sends it again', async () => {
    stopClock();
    const endpoint = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await newKey(scene.admin, { name: 'Ingest' });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const arrived = new Promise<void>((resolve) => {
      scene.receiver.beforeAnswer = async () => {
        resolve();
        scene.receiver.beforeAnswer = async () => undefined;
        await held;
      };
    });
    const paused = new JobRunner([sendWebhooksJob]).runDue();
    await arrived;
    advanceClock(2 * MINUTE_MS);
    await new JobRunner([sendWebhooksJob]).runDue();
    letGo();
    await paused;
    expect(scene.receiver.told).toEqual(['key.created Ingest', 'key.created Ingest']);
    expect(new Set(scene.receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(await deliveriesOf(scene.admin, endpoint)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });
});
