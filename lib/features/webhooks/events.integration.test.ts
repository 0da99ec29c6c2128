import { describe, expect, test } from 'vitest';
import { changeStatusOfMany } from '@/lib/access/keys/change-many';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import { removeMember } from '@/lib/organizations/memberships/change-team';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { newDataset } from '@/test/datasets';
import { importRow, importRows } from '@/test/imports';
import { editForm, newKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { WebhookReceiver } from '@/test/webhook-receiver';
import { newEndpoint, sendDue, setUpWebhooks } from '@/test/webhooks';
import { disableEndpoint, enableEndpoint } from './manage-endpoints';

const scene = setUpWebhooks();

describe('what is sent', () => {
  test('every change of a key, in order, signed, each with the key as the change left it', async () => {
    const dataset = await newDataset(scene.admin);
    const { secret } = await newEndpoint(scene.admin, { url: scene.receiver.url });
    const { seed } = await withAuthenticator(scene.admin);
    await prisma(database()).authenticator.update({
      where: { userId: scene.admin.userId },
      data: { lastStep: 0 },
    });
    const key = await newKey(scene.admin, {
      name: 'Ingest',
      datasets: [dataset.id],
      externalId: 'customer-7',
    });
    await editKey(scene.admin, await editForm(scene.admin, key.id, { name: 'Ingest EU' }));
    const roll = await rollForm(scene.admin, key.id, await passcodeAt(seed, new Date()));
    const rolled = await rollKey(scene.admin, roll);
    if (!rolled.ok) throw new Error(rolled.code);
    await changeKeyStatus(scene.admin, 'disable', { id: key.id });
    await changeKeyStatus(scene.admin, 'enable', { id: key.id });
    await changeKeyStatus(scene.admin, 'revoke', { id: key.id });
    await deleteKey(scene.admin, { id: key.id, confirmation: rolled.value.key });
    await sendDue();

    expect(scene.receiver.received.map(({ type }) => type)).toEqual([
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
      actor: { name: scene.admin.name, key: null },
    };
    const [created, edited, rolledEvent, disabled, enabled, revoked, deleted] = scene.receiver.received;
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
    for (const event of scene.receiver.received) {
      expect(WebhookReceiver.verify(event, secret)).toEqual(JSON.parse(event.body));
      for (const hidden of [
        key.secret,
        rolled.value.secret,
        secret,
        scene.admin.email,
        scene.admin.address,
      ]) {
        expect(event.body).not.toContain(hidden);
      }
    }
    expect(new Set(scene.receiver.received.map(({ id }) => id)).size).toBe(7);
  });

  test('changes of many at once, each; what was not changed, not', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url });
    const [first, second] = [
      await newKey(scene.admin, { name: 'First' }),
      await newKey(scene.admin, { name: 'Second' }),
    ];
    await changeKeyStatus(scene.admin, 'disable', { id: first.id });
    await changeStatusOfMany(scene.admin, 'disable', { ids: [first.id, second.id] });
    await sendDue();
    expect(scene.receiver.told.slice(2)).toEqual(['key.disabled First', 'key.disabled Second']);
  });

  test('keys that end with a membership', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url, types: ['key.deleted'] });
    const member = await newActor({ organization: scene.admin.organization.name, role: 'viewer' });
    await removeMember(scene.admin, { userId: member.userId });
    await sendDue();
    expect(scene.receiver.told).toEqual(['key.deleted Auto-Generated API Key (Created By System)']);
  });

  test('only the types that were chosen, only to endpoints that are enabled, and only of the organization', async () => {
    const other = await newActor();
    await newEndpoint(scene.admin, { url: scene.receiver.url, types: ['key.disabled'] });
    const paused = await newEndpoint(scene.admin, { url: scene.receiver.url });
    await disableEndpoint(scene.admin, paused);
    await newKey(other);
    const { id } = await newKey(scene.admin, { name: 'Ingest' });
    await changeKeyStatus(scene.admin, 'disable', { id });
    await sendDue();
    expect(scene.receiver.told).toEqual(['key.disabled Ingest']);
    await enableEndpoint(scene.admin, paused);
    await changeKeyStatus(scene.admin, 'enable', { id });
    await sendDue();
    expect(scene.receiver.told).toEqual(['key.disabled Ingest', 'key.enabled Ingest']);
  });

  test('imported keys only where that is asked for', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url });
    await importRows(scene.admin, [importRow({ name: 'Quiet' })]);
    await importRows(scene.admin, [importRow({ name: 'First' }), importRow({ name: 'Second' })], {
      notify: true,
    });
    await sendDue();
    expect(scene.receiver.told).toEqual(['key.created First', 'key.created Second']);
  });

  test('nothing of a change that was rolled back', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url });
    const key = await newKey(scene.admin, { name: 'Taken' });
    await newKey(scene.admin, { name: 'Other' }).catch(() => undefined);
    expect(await editKey(scene.admin, await editForm(scene.admin, key.id, { name: 'Other' }))).toMatchObject({
      ok: false,
    });
    await sendDue();
    expect(scene.receiver.told).toEqual(['key.created Taken', 'key.created Other']);
  });

  test('in the order of the audit log, whoever commits first', async () => {
    await newEndpoint(scene.admin, { url: scene.receiver.url });
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => newKey(scene.admin, { name: `Key ${index}` })),
    );
    await sendDue();
    const events = await prisma(database()).auditEvent.findMany({
      where: {
        organizationId: scene.admin.organization.id,
        action: 'key.create',
        subjectName: { startsWith: 'Key ' },
      },
      orderBy: { position: 'asc' },
    });
    expect(scene.receiver.told).toEqual(events.map(({ subjectName }) => `key.created ${subjectName}`));
  });
});
