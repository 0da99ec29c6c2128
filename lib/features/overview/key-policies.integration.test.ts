import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDataset } from '@/lib/access/dataset-with-key/create-dataset';
import { changeOperatorPolicy, changeOrganizationPolicy } from '@/lib/access/key-policies/key-policies';
import { policyProblems } from '@/lib/access/key-policies/policy';
import { type KeyPolicy, NO_POLICY, typedKeyPolicy } from '@/lib/access/key-policies/schema';
import { changeStatusOfMany } from '@/lib/access/keys/change-many';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { createKey } from '@/lib/access/keys/create-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { startApi, type TestApi } from '@/test/api';
import { datasetForm } from '@/test/datasets';
import { editForm, keyForm, newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, newOperator, passcodeAt, withAuthenticator } from '@/test/people';
import { personalKey } from '@/test/personal-keys';
import { getOverview } from './overview';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

let admin: Actor;
beforeEach(async () => {
  admin = await newActor();
});
afterEach(() => prisma(database()).operatorPolicy.deleteMany());

const ask = (policy: Partial<KeyPolicy>) =>
  changeOrganizationPolicy(admin, typedKeyPolicy({ ...NO_POLICY, ...policy }));
const inDays = (days: number) => ({
  local: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16),
  zone: 'UTC',
});

describe('who sets them', () => {
  test('an Admin for their organization, an operator for all; it is recorded', async () => {
    expect(await ask({ requireExpiry: true, maxLifetimeDays: 90 })).toEqual({ ok: true, value: null });
    const event = await prisma(database()).auditEvent.findFirstOrThrow({ where: { action: 'policy.edit' } });
    expect(event).toMatchObject({
      organizationId: admin.organization.id,
      details: {
        before: { requireExpiry: false, maxLifetimeDays: null },
        after: { requireExpiry: true, maxLifetimeDays: 90 },
      },
    });
    const operator = await newOperator();
    const policy = typedKeyPolicy({ ...NO_POLICY, requireIpRanges: true });
    expect(await changeOperatorPolicy(operator, policy)).toEqual({ ok: true, value: null });
    expect(await createKey(admin, keyForm({ expiration: inDays(30) }))).toMatchObject({
      code: 'BREAKS_POLICY',
      fields: { ipRanges: [expect.stringMatching(/IP ranges/)] },
    });
  });

  test('nobody else', async () => {
    for (const role of ['operations', 'viewer'] as const) {
      const colleague = await newActor({ organization: admin.organization.name, role });
      const refused = await changeOrganizationPolicy(colleague, typedKeyPolicy(NO_POLICY));
      expect(refused).toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await changeOperatorPolicy(admin, typedKeyPolicy(NO_POLICY))).toMatchObject({
      code: 'NOT_OPERATOR',
    });
  });
});

describe('they hold', () => {
  test('when a key is created, by form and by API, and a dataset with its key', async () => {
    await ask({ maxLifetimeDays: 90 });
    expect(await createKey(admin, keyForm())).toMatchObject({ code: 'BREAKS_POLICY' });
    expect(await createKey(admin, keyForm({ expiration: inDays(91) }))).toMatchObject({
      fields: { expiration: [expect.stringMatching(/at most 90 days/)] },
    });
    expect(await createKey(admin, keyForm({ expiration: inDays(89) }))).toMatchObject({ ok: true });
    expect(await createDataset(admin, datasetForm())).toMatchObject({ code: 'BREAKS_POLICY' });
    expect(await createDataset(admin, datasetForm({ expiration: inDays(30) }))).toMatchObject({ ok: true });

    const refused = await api.as(await personalKey(admin))('/keys', {
      method: 'POST',
      headers: { 'Idempotency-Key': randomUUID() },
      body: { name: 'By a program', permissions: ['generator'] },
    });
    expect(refused).toMatchObject({
      status: 409,
      json: { code: 'BREAKS_POLICY', errors: [{ field: 'expiresAt' }] },
    });
  });

  test('when a key that breaks one is edited or enabled, but not when it is rolled', async () => {
    const key = await newKey(admin);
    const disabled = await newKey(admin, { status: 'disabled' });
    await ask({ requireExpiry: true });
    expect(await editKey(admin, await editForm(admin, key.id, { description: 'x' }))).toMatchObject({
      code: 'BREAKS_POLICY',
    });
    expect(await changeKeyStatus(admin, 'enable', { id: disabled.id })).toMatchObject({
      code: 'BREAKS_POLICY',
    });
    expect(await changeKeyStatus(admin, 'enable', { id: key.id })).toMatchObject({ ok: true });
    const many = await changeStatusOfMany(admin, 'enable', { ids: [disabled.id, key.id] });
    expect(many.ok && many.value.map(({ outcome }) => outcome).sort()).toEqual(['already', 'breaks-policy']);
    expect((await requireKey(admin, disabled.id)).state).toBe('disabled');

    const { seed } = await withAuthenticator(admin);
    await prisma(database()).authenticator.update({ where: { userId: admin.userId }, data: { lastStep: 0 } });
    const passcode = await passcodeAt(seed, new Date());
    expect(await rollKey(admin, await rollForm(admin, key.id, passcode))).toMatchObject({ ok: true });

    expect(await editKey(admin, await editForm(admin, disabled.id, { expiration: inDays(1) }))).toMatchObject(
      { ok: true },
    );
    expect(await changeKeyStatus(admin, 'enable', { id: disabled.id })).toMatchObject({ ok: true });
  });
});

test('keys that break a policy are listed, as the rule says, and go on working', async () => {
  const policy: KeyPolicy = { requireExpiry: true, maxLifetimeDays: 90, requireIpRanges: true };
  for (const type of ['secret', 'public'] as const)
    for (const environment of ['production', 'integration'] as const)
      for (const days of [null, 60, 120])
        for (const ipRanges of ['', '203.0.113.0/24', '203.0.113.0/24\n::/0'])
          await newKey(admin, {
            type,
            environment,
            ipRanges,
            everyone: true,
            ...(days !== null && { expiration: inDays(days) }),
          });
  await ask(policy);
  const { items } = await getOverview(admin);
  const listed = items.filter(({ reason }) => reason === 'breaks-policy').map(({ key }) => key.id);
  const keys = await prisma(database()).apiKey.findMany({
    where: { organizationId: admin.organization.id },
    orderBy: { createdAt: 'asc' },
  });
  const breaking = keys.filter(
    (key) => Object.keys(policyProblems({ ...key, credentialsSince: key.createdAt }, policy)).length > 0,
  );
  expect(breaking.length).toBeGreaterThan(20);
  expect(listed).toEqual(breaking.slice(0, 20).map(({ id }) => id));
  expect(keys.every(({ status }) => status === 'active')).toBe(true);
});
