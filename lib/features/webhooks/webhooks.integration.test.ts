import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeStatusOfMany } from '@/lib/access/keys/change-many';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { removeMember } from '@/lib/organizations/memberships/change-team';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { advanceClock, restoreClock, stopClock } from '@/test/clock';
import { newDataset } from '@/test/datasets';
import { importRow, importRows } from '@/test/imports';
import { editForm, newKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { type Smtp, startMailForSettings } from '@/test/smtp';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { getEndpoint, listDeliveries, listEndpoints } from './list-webhooks';
import {
  addEndpoint,
  deleteEndpoint,
  disableEndpoint,
  editEndpoint,
  enableEndpoint,
  type NewSecret,
  rollSigningSecret,
} from './manage-endpoints';
import { type AddEndpoint, deliveryQuerySchema, KEY_EVENT_TYPES } from './schema';
import { resendDelivery, sendTestEvent } from './send-by-hand';
import { sendWebhooksJob } from './send-job';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let smtp: Smtp;
beforeAll(async () => {
  process.env.WEBHOOK_ALLOWED_NETWORKS = '127.0.0.0/8';
  smtp = await startMailForSettings();
  return () => smtp.stop();
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

async function newEndpoint(given: Partial<AddEndpoint> = {}, actor = admin): Promise<NewSecret> {
  const values = { url: receiver.url, description: '', types: [...KEY_EVENT_TYPES], ...given };
  const added = await addEndpoint(actor, values);
  if (!added.ok) throw new Error(JSON.stringify(added));
  return added.value;
}

/** What a portal does each second. */
const send = () => new JobRunner([sendWebhooksJob]).runDue();

/** Until nothing is due for a while. */
async function sendFor(ms: number, stepMs = MINUTE_MS): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await send();
    advanceClock(stepMs);
  }
}

const deliveries = async ({ id }: { id: string }, actor = admin) =>
  (await listDeliveries(actor, id, deliveryQuerySchema.parse({}))).rows;

describe('what is sent', () => {
  test('every change of a key, in order, signed, each with the key as the change left it', async () => {
    const dataset = await newDataset(admin);
    const { secret } = await newEndpoint();
    const { seed } = await withAuthenticator(admin);
    await prisma(database()).authenticator.update({ where: { userId: admin.userId }, data: { lastStep: 0 } });
    const key = await newKey(admin, { name: 'Ingest', datasets: [dataset.id], externalId: 'customer-7' });
    await editKey(admin, await editForm(admin, key.id, { name: 'Ingest EU' }));
    const roll = await rollForm(admin, key.id, await passcodeAt(seed, new Date()));
    const rolled = await rollKey(admin, roll);
    if (!rolled.ok) throw new Error(rolled.code);
    await changeKeyStatus(admin, 'disable', { id: key.id });
    await changeKeyStatus(admin, 'enable', { id: key.id });
    await changeKeyStatus(admin, 'revoke', { id: key.id });
    await deleteKey(admin, { id: key.id, confirmation: rolled.value.key });
    await send();

    expect(receiver.received.map(({ type }) => type)).toEqual([
      'key.created',
      'key.edited',
      'key.rolled',
      'key.disabled',
      'key.enabled',
      'key.revoked',
      'key.deleted',
    ]);
    const about = {
      id: key.id,
      type: 'secret',
      environment: 'production',
      permissions: ['generator'],
      datasets: [dataset.id],
      expiresAt: null,
      externalId: 'customer-7',
      actor: { name: admin.name, key: null },
    };
    const [created, edited, rolledEvent, disabled, enabled, revoked, deleted] = receiver.received;
    expect(Object.keys(created?.data ?? {}).slice(0, 4)).toEqual(['id', 'key', 'name', 'type']);
    expect(created?.data).toEqual({ ...about, key: key.key, name: 'Ingest', status: 'active', version: 1 });
    const after = { ...about, name: 'Ingest EU', version: 2 };
    expect(edited?.data).toEqual({ ...after, key: key.key, status: 'active', changed: ['name'] });
    expect(rolledEvent?.data).toEqual({
      ...after,
      key: rolled.value.key,
      status: 'active',
      oldKey: key.key,
      oldEndsAt: rolled.value.oldEndsAt,
    });
    expect(disabled?.data).toEqual({ ...after, key: rolled.value.key, status: 'disabled' });
    expect(enabled?.data).toEqual({ ...after, key: rolled.value.key, status: 'active' });
    expect(revoked?.data).toEqual({ ...after, key: rolled.value.key, status: 'revoked' });
    expect(deleted?.data).toEqual({ ...after, key: rolled.value.key, status: 'revoked' });
    for (const event of receiver.received) {
      expect(WebhookReceiver.verify(event, secret)).toEqual(JSON.parse(event.body));
      for (const hidden of [key.secret, rolled.value.secret, secret, admin.email, admin.address]) {
        expect(event.body).not.toContain(hidden);
      }
    }
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(7);
  });

  test('changes of many at once, each; what was not changed, not', async () => {
    await newEndpoint();
    const [first, second] = [await newKey(admin, { name: 'First' }), await newKey(admin, { name: 'Second' })];
    await changeKeyStatus(admin, 'disable', { id: first.id });
    await changeStatusOfMany(admin, 'disable', { ids: [first.id, second.id] });
    await send();
    expect(receiver.told.slice(2)).toEqual(['key.disabled First', 'key.disabled Second']);
  });

  test('keys that end with a membership', async () => {
    await newEndpoint({ types: ['key.deleted'] });
    const member = await newActor({ organization: admin.organization.name, role: 'viewer' });
    await removeMember(admin, { userId: member.userId });
    await send();
    expect(receiver.told).toEqual(['key.deleted Auto-Generated API Key (Created By System)']);
  });

  test('only the types that were chosen, only to endpoints that are enabled, and only of the organization', async () => {
    const other = await newActor();
    await newEndpoint({ types: ['key.disabled'] });
    const paused = await newEndpoint();
    await disableEndpoint(admin, paused);
    await newKey(other);
    const { id } = await newKey(admin, { name: 'Ingest' });
    await changeKeyStatus(admin, 'disable', { id });
    await send();
    expect(receiver.told).toEqual(['key.disabled Ingest']);
    await enableEndpoint(admin, paused);
    await changeKeyStatus(admin, 'enable', { id });
    await send();
    expect(receiver.told).toEqual(['key.disabled Ingest', 'key.enabled Ingest']);
  });

  test('imported keys only where that is asked for', async () => {
    await newEndpoint();
    await importRows(admin, [importRow({ name: 'Quiet' })]);
    await importRows(admin, [importRow({ name: 'First' }), importRow({ name: 'Second' })], { notify: true });
    await send();
    expect(receiver.told).toEqual(['key.created First', 'key.created Second']);
  });

  test('nothing of a change that was rolled back', async () => {
    await newEndpoint();
    const key = await newKey(admin, { name: 'Taken' });
    await newKey(admin, { name: 'Other' }).catch(() => undefined);
    expect(await editKey(admin, await editForm(admin, key.id, { name: 'Other' }))).toMatchObject({
      ok: false,
    });
    await send();
    expect(receiver.told).toEqual(['key.created Taken', 'key.created Other']);
  });

  test('in the order of the audit log, whoever commits first', async () => {
    await newEndpoint();
    await Promise.all(Array.from({ length: 12 }, (_, index) => newKey(admin, { name: `Key ${index}` })));
    await send();
    const events = await prisma(database()).auditEvent.findMany({
      where: {
        organizationId: admin.organization.id,
        action: 'key.create',
        subjectName: { startsWith: 'Key ' },
      },
      orderBy: { position: 'asc' },
    });
    expect(receiver.told).toEqual(events.map(({ subjectName }) => `key.created ${subjectName}`));
  });
});

describe('a receiver that fails', () => {
  beforeEach(() => stopClock());

  test('for an hour gets everything afterwards, in order, with the ids of the failed attempts', async () => {
    const endpoint = await newEndpoint();
    receiver.status = 503;
    await newKey(admin, { name: 'First' });
    await send();
    await newKey(admin, { name: 'Second' });
    await sendFor(HOUR_MS);
    const tries = receiver.received.splice(0);
    expect(new Set(tries.map(({ data }) => data.name))).toEqual(new Set(['First']));
    expect(tries.length).toBeGreaterThan(8);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
    expect(await deliveries(endpoint)).toMatchObject([
      { subjectName: 'Second', status: 'waiting', attempts: 0, last: null },
      { subjectName: 'First', status: 'waiting', last: { responseStatus: 503, failure: null } },
    ]);
    expect(await getEndpoint(admin, endpoint.id)).toMatchObject({
      waiting: 2,
      failingSince: expect.any(String),
    });

    receiver.status = 200;
    await sendFor(2 * HOUR_MS, 10 * MINUTE_MS);
    expect(receiver.told).toEqual(['key.created First', 'key.created Second']);
    expect(receiver.received[0]?.id).toBe(tries[0]?.id);
    expect(await deliveries(endpoint)).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
    expect(await getEndpoint(admin, endpoint.id)).toMatchObject({ waiting: 0, failingSince: null });
  });

  test('signs each attempt with its own time', async () => {
    await newEndpoint();
    receiver.status = 500;
    await newKey(admin);
    await send();
    advanceClock(5_000);
    await send();
    const [first, second] = receiver.received.map(({ timestamp }) => timestamp);
    expect((second ?? 0) - (first ?? 0)).toBe(5);
  });

  test('for a day has the delivery given up, and the next one begins', async () => {
    const endpoint = await newEndpoint();
    receiver.status = 500;
    await newKey(admin, { name: 'First' });
    await newKey(admin, { name: 'Second' });
    await sendFor(DAY_MS + HOUR_MS, 15 * MINUTE_MS);
    expect(await deliveries(endpoint)).toMatchObject([
      { subjectName: 'Second', status: 'waiting' },
      { subjectName: 'First', status: 'failed', nextAttemptAt: null },
    ]);
    receiver.status = 200;
    advanceClock(HOUR_MS);
    await send();
    expect(receiver.told.at(-1)).toBe('key.created Second');
    expect(await deliveries(endpoint)).toMatchObject([{ status: 'delivered' }, { status: 'failed' }]);
  });

  test('for a week is disabled, Admins are told, and what waits is sent once it is enabled again', async () => {
    const endpoint = await newEndpoint();
    receiver.status = 500;
    await newKey(admin, { name: 'First' });
    await send();
    await sendFor(6.5 * DAY_MS, 3 * HOUR_MS);
    await newKey(admin, { name: 'Last' });
    await sendFor(DAY_MS, 3 * HOUR_MS);
    expect(await getEndpoint(admin, endpoint.id)).toMatchObject({ state: 'disabled-by-failures' });
    await expect.poll(() => smtp.received.filter(({ to }) => to.includes(admin.email))).toHaveLength(1);
    const [mail] = smtp.received.filter(({ to }) => to.includes(admin.email));
    expect(mail?.subject).toBe('A webhook endpoint was disabled');
    expect(mail?.text).toContain(`/webhooks/${endpoint.id}`);
    const events = await prisma(database()).auditEvent.findMany({ where: { subjectId: endpoint.id } });
    expect(events.at(-1)).toMatchObject({ action: 'webhook.disable', actorName: 'Keyport' });
    const before = receiver.received.length;
    await newKey(admin, { name: 'Unheard' });
    await sendFor(3 * HOUR_MS, HOUR_MS);
    expect(receiver.received).toHaveLength(before);

    receiver.status = 200;
    await enableEndpoint(admin, endpoint);
    await send();
    expect(receiver.told.slice(before)).toEqual(['key.created Last']);
    expect(await getEndpoint(admin, endpoint.id)).toMatchObject({ state: 'enabled', failingSince: null });
  });

  test('keeps no other endpoint waiting', async () => {
    const healthy = await WebhookReceiver.start();
    try {
      await newEndpoint();
      await newEndpoint({ url: healthy.url });
      receiver.status = 500;
      await newKey(admin, { name: 'Ingest' });
      await send();
      await newKey(admin, { name: 'Second' });
      await send();
      expect(healthy.told).toEqual(['key.created Ingest', 'key.created Second']);
      expect(receiver.told).toEqual(['key.created Ingest']);
    } finally {
      await healthy.stop();
    }
  });

  test('with a redirect has failed', async () => {
    const endpoint = await newEndpoint();
    receiver.status = 302;
    receiver.headers = { location: '/elsewhere' };
    await newKey(admin);
    await send();
    expect(receiver.received).toHaveLength(1);
    expect(await deliveries(endpoint)).toMatchObject([{ status: 'waiting', last: { responseStatus: 302 } }]);
  });
});

describe('several portals', () => {
  test('send each event once, and in order', async () => {
    await newEndpoint();
    await Promise.all(Array.from({ length: 20 }, (_, index) => newKey(admin, { name: `Key ${index}` })));
    const portals = Array.from({ length: 3 }, () => new JobRunner([sendWebhooksJob]));
    await Promise.all(portals.map((portal) => portal.runDue()));
    expect(receiver.received).toHaveLength(20);
    const positions = await prisma(database()).webhookEvent.findMany({
      where: { organizationId: admin.organization.id },
      orderBy: { position: 'asc' },
    });
    expect(receiver.received.map(({ id }) => id)).toEqual(
      positions.map(({ messageId }) => `msg_${messageId}`),
    );
  });

  test('one that lost its lease in the middle of an attempt writes nothing, and the next sends it again', async () => {
    stopClock();
    const endpoint = await newEndpoint();
    await newKey(admin, { name: 'Ingest' });
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const arrived = new Promise<void>((resolve) => {
      receiver.beforeAnswer = async () => {
        resolve();
        receiver.beforeAnswer = async () => undefined;
        await held;
      };
    });
    const paused = new JobRunner([sendWebhooksJob]).runDue();
    await arrived;
    advanceClock(2 * MINUTE_MS);
    await new JobRunner([sendWebhooksJob]).runDue();
    letGo();
    await paused;
    expect(receiver.told).toEqual(['key.created Ingest', 'key.created Ingest']);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(await deliveries(endpoint)).toMatchObject([{ status: 'delivered', attempts: 1 }]);
  });
});

describe('by hand', () => {
  beforeEach(() => stopClock());

  test('a test event is sent now, reports the answer, and wakes what waits', async () => {
    const endpoint = await newEndpoint();
    receiver.status = 500;
    await newKey(admin, { name: 'Ingest' });
    await send();
    expect(await sendTestEvent(admin, endpoint)).toMatchObject({ ok: true, value: { responseStatus: 500 } });
    await send();
    receiver.status = 204;
    expect(await sendTestEvent(admin, endpoint)).toMatchObject({ ok: true, value: { responseStatus: 204 } });
    const test = receiver.received.at(-1);
    expect(test?.type).toBe('webhook.test');
    expect(test && WebhookReceiver.verify(test, endpoint.secret)).toMatchObject({ type: 'webhook.test' });
    await send();
    expect(receiver.told.at(-1)).toBe('key.created Ingest');
    expect(await deliveries(endpoint)).toMatchObject([
      { type: 'webhook.test', status: 'delivered' },
      { type: 'webhook.test', status: 'failed' },
      { type: 'key.created', status: 'delivered' },
    ]);
  });

  test('a delivery is sent again with its id, and wakes what waits', async () => {
    const endpoint = await newEndpoint();
    await newKey(admin, { name: 'First' });
    await send();
    receiver.status = 500;
    await newKey(admin, { name: 'Second' });
    await send();
    const first = (await deliveries(endpoint)).at(-1);
    receiver.status = 200;
    expect(await resendDelivery(admin, { id: first?.id ?? '' })).toMatchObject({ ok: true });
    await send();
    expect(receiver.told).toEqual([
      'key.created First',
      'key.created Second',
      'key.created First',
      'key.created Second',
    ]);
    expect(receiver.received[2]?.id).toBe(receiver.received[0]?.id);
  });

  test('ten a minute for an organization, tests and resends together', async () => {
    const endpoint = await newEndpoint();
    await newKey(admin);
    await send();
    const [delivery] = await deliveries(endpoint);
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
    const refused = await addEndpoint(admin, { url, description: '', types: ['key.created'] });
    expect(refused).toMatchObject({ code: 'ENDPOINT_REFUSED', fields: { url: [expect.any(String)] } });
    const { id } = await newEndpoint();
    const edited = await editEndpoint(admin, { id, url, description: '', types: ['key.created'] });
    expect(edited).toMatchObject({ code: 'ENDPOINT_REFUSED' });
  });

  test('at most twenty, also when two are added at the same time', async () => {
    for (let made = 0; made < 19; made++) await newEndpoint();
    const given = { url: receiver.url, description: '', types: [...KEY_EVENT_TYPES] };
    const both = await Promise.all([addEndpoint(admin, given), addEndpoint(admin, given)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual(expect.objectContaining({ code: 'ENDPOINT_LIMIT' }));
  });

  test('a rolled secret signs at once, the old one as well for a day, and a secret is stored sealed', async () => {
    stopClock(Date.now());
    const endpoint = await newEndpoint();
    const rolled = await rollSigningSecret(admin, endpoint);
    if (!rolled.ok) throw new Error(rolled.code);
    await sendTestEvent(admin, endpoint);
    const [both] = receiver.received.splice(0);
    for (const secret of [endpoint.secret, rolled.value.secret]) {
      expect(both && WebhookReceiver.verify(both, secret)).toBeTruthy();
    }
    advanceClock(DAY_MS);
    await sendTestEvent(admin, endpoint);
    const [one] = receiver.received;
    expect(one && WebhookReceiver.verify(one, rolled.value.secret)).toBeTruthy();
    expect(() => one && WebhookReceiver.verify(one, endpoint.secret)).toThrow();
    const stored = await prisma(database()).webhookEndpoint.findUniqueOrThrow({ where: { id: endpoint.id } });
    for (const bytes of [stored.secret, stored.oldSecret ?? new Uint8Array()]) {
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('whsec_');
    }
  });

  test('are for Admins, and for those of the organization', async () => {
    const endpoint = await newEndpoint();
    await newKey(admin);
    await send();
    const [delivery] = await deliveries(endpoint);
    const stranger = await newActor();
    const operations = await newActor({ organization: admin.organization.name, role: 'operations' });
    for (const [actor, code] of [
      [stranger, 'ENDPOINT_NOT_FOUND'],
      [operations, 'FORBIDDEN'],
    ] as const) {
      const edit = { id: endpoint.id, url: receiver.url, description: 'Mine', types: [...KEY_EVENT_TYPES] };
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
      expect(await deliveries(endpoint, actor)).toEqual([]);
    }
    expect(await sendTestEvent(admin, { id: randomUUID() })).toMatchObject({ code: 'ENDPOINT_NOT_FOUND' });
    expect(receiver.received).toHaveLength(1);
  });

  test('what is deleted takes its deliveries along, while others are written', async () => {
    const endpoint = await newEndpoint();
    await newKey(admin);
    await Promise.all([deleteEndpoint(admin, endpoint), ...Array.from({ length: 8 }, () => newKey(admin))]);
    await send();
    expect(await prisma(database()).webhookDelivery.count({ where: { endpointId: endpoint.id } })).toBe(0);
    expect(await getEndpoint(admin, endpoint.id)).toBeNull();
  });

  test('a name that leads to loopback later is not connected to', async () => {
    const { id } = await newEndpoint();
    const { port } = new URL(receiver.url);
    // What the operator allowed when it was saved, and no longer does.
    await prisma(database()).webhookEndpoint.update({
      where: { id },
      data: { url: `http://localhost:${port}/` },
    });
    const { settings } = await import('@/lib/platform/env/env');
    const allowed = settings().webhookAllowedNetworks.splice(0);
    try {
      await newKey(admin);
      await send();
      expect(await deliveries({ id })).toMatchObject([{ last: { failure: 'address-refused' } }]);
      expect(receiver.received).toEqual([]);
    } finally {
      settings().webhookAllowedNetworks.push(...allowed);
    }
  });
});
