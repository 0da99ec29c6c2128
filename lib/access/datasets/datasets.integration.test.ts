import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDataset } from '@/lib/access/dataset-with-key/create-dataset';
import { createKey } from '@/lib/access/keys/create-key';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { rollKey } from '@/lib/access/keys/roll-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { datasetForm, newDataset } from '@/test/datasets';
import { editForm, keyForm, newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { deleteDataset } from './delete-dataset';
import { editDataset } from './edit-dataset';
import { listDatasets } from './list-datasets';
import { datasetQuerySchema, MAX_DATASETS } from './schema';

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const events = (subjectId: string) => prisma(database()).auditEvent.findMany({ where: { subjectId } });
const list = (who: Actor, q = '') => listDatasets(who, datasetQuerySchema.parse({ q }));

describe('a dataset is made with its key', () => {
  test('which bears its name and is associated with it', async () => {
    const { id, name, key } = await newDataset(actor, { environment: 'integration', description: 'EU' });
    expect(key).toMatchObject({ name, environment: 'integration', secret: expect.stringMatching(/^kps_/) });
    expect((await requireKey(actor, key.id)).datasets).toEqual([{ id, name }]);
    expect((await list(actor, name)).rows).toMatchObject([{ id, name, description: 'EU', keys: 1 }]);
    expect(await events(id)).toMatchObject([{ action: 'dataset.create', outcome: 'success' }]);
    expect(await events(key.id)).toMatchObject([{ details: { datasets: [`${name} (${id})`] } }]);
  });

  test('or not at all', async () => {
    const { name } = await newKey(actor);
    const before = (await list(actor)).total;
    const refused = await createDataset(actor, datasetForm({ name }));
    expect(refused).toMatchObject({ code: 'NAME_TAKEN', fields: { name: [expect.stringContaining('key')] } });
    expect((await list(actor)).total).toBe(before);
  });

  test('once, however often the form is sent', async () => {
    const form = datasetForm();
    const answers = await Promise.all([1, 2, 3].map(() => createDataset(actor, form)));
    expect(answers.filter((answer) => answer.ok && answer.value.kind === 'created')).toHaveLength(1);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await list(actor, form.name)).total).toBe(1);
  });

  test('under a name that no other has, without regard to case', async () => {
    const { name } = await newDataset(actor);
    const refused = await createDataset(
      actor,
      datasetForm({ name: name.toUpperCase(), environment: 'integration' }),
    );
    expect(refused).toMatchObject({ code: 'DATASET_NAME_TAKEN', fields: { name: [expect.any(String)] } });
    await newDataset(await newActor(), { name });
  });

  test('only with what is granted', async () => {
    const form = datasetForm({ permissions: ['generator', 'portal:keys:write'] });
    expect(await createDataset(actor, form)).toMatchObject({ code: 'PERMISSION_NOT_GRANTED' });
    expect((await list(actor, form.name)).total).toBe(0);
    const refusals = await prisma(database()).auditEvent.findMany({ where: { subjectName: form.name } });
    expect(refusals).toMatchObject([{ action: 'key.create', outcome: 'failure' }]);
  });
});

describe('changing one', () => {
  test('is recorded with old and new values', async () => {
    const { id, name } = await newDataset(actor);
    expect(await editDataset(actor, { id, name: `${name} 2`, description: 'new' })).toMatchObject({
      ok: true,
    });
    expect((await list(actor, id)).rows).toMatchObject([{ name: `${name} 2`, description: 'new' }]);
    expect((await events(id)).at(-1)).toMatchObject({
      action: 'dataset.edit',
      details: { before: { name, description: '' }, after: { name: `${name} 2`, description: 'new' } },
    });
  });

  test("to another's name is refused", async () => {
    const [one, other] = [await newDataset(actor), await newDataset(actor)];
    const refused = await editDataset(actor, { id: one.id, name: other.name, description: '' });
    expect(refused).toMatchObject({ code: 'DATASET_NAME_TAKEN' });
  });
});

describe('deleting one', () => {
  test('is refused while keys are associated with it, and says which', async () => {
    const { id, name, key } = await newDataset(actor);
    expect(await deleteDataset(actor, { id })).toMatchObject({
      code: 'DATASET_IN_USE',
      fields: { id: [expect.stringContaining(name)] },
    });
    await deleteKey(actor, { id: key.id, confirmation: key.key });
    expect(await deleteDataset(actor, { id })).toEqual({ ok: true, value: null });
    expect((await list(actor, id)).total).toBe(0);
    expect((await events(id)).at(-1)).toMatchObject({ action: 'dataset.delete', subjectName: name });
  });

  test('races with associating a key: one of them is refused', async () => {
    const { id, key } = await newDataset(actor);
    await deleteKey(actor, { id: key.id, confirmation: key.key });
    const [deleted, created] = await Promise.all([
      deleteDataset(actor, { id }),
      createKey(actor, keyForm({ datasets: [id] })),
    ]);
    expect([deleted.ok, created.ok].filter(Boolean)).toHaveLength(1);
  });
});

describe('associating a key', () => {
  test('on creating and on editing it, with old and new in the audit log', async () => {
    const [one, other] = [await newDataset(actor), await newDataset(actor)];
    const { id } = await newKey(actor, { datasets: [one.id] });
    await editKey(actor, await editForm(actor, id, { datasets: [other.id] }));
    expect((await requireKey(actor, id)).datasets).toEqual([{ id: other.id, name: other.name }]);
    expect((await events(id)).at(-1)?.details).toEqual({
      before: { datasets: [`${one.name} (${one.id})`] },
      after: { datasets: [`${other.name} (${other.id})`] },
    });
  });

  test('stays when it is rolled', async () => {
    const owner = await newActor();
    const { seed } = await withAuthenticator(owner);
    const { id, key } = await newDataset(owner);
    // The passcode that set it up is of the same half minute.
    await prisma(database()).authenticator.updateMany({
      where: { userId: owner.userId },
      data: { lastStep: 0 },
    });
    const rolled = await rollKey(owner, await rollForm(owner, key.id, await passcodeAt(seed, new Date())));
    expect(rolled).toMatchObject({ ok: true });
    expect((await requireKey(owner, key.id)).datasets).toMatchObject([{ id }]);
  });

  test.each([
    ["another organization's", async () => (await newDataset(await newActor())).id],
    ['one that is not there', async () => randomUUID()],
  ])('with %s dataset is refused, and on record', async (_whose, find) => {
    const id = await find();
    const form = keyForm({ datasets: [id] });
    expect(await createKey(actor, form)).toMatchObject({ code: 'DATASET_NOT_FOUND' });
    const key = await newKey(actor);
    const edited = await editKey(actor, await editForm(actor, key.id, { datasets: [id] }));
    expect(edited).toMatchObject({ code: 'DATASET_NOT_FOUND', fields: { datasets: [expect.any(String)] } });
    expect(
      await prisma(database()).apiKeyDataset.count({ where: { datasetId: id, apiKey: { name: form.name } } }),
    ).toBe(0);
    const refusals = await prisma(database()).auditEvent.findMany({ where: { subjectName: form.name } });
    expect(refusals).toMatchObject([{ outcome: 'failure', details: { code: 'DATASET_NOT_FOUND' } }]);
    expect((await events(key.id)).at(-1)).toMatchObject({ action: 'key.edit', outcome: 'failure' });
  });
});

describe('whose they are', () => {
  const changes: [string, (who: Actor, id: string) => Promise<{ ok: boolean; code?: string }>][] = [
    ['edit', (who, id) => editDataset(who, { id, name: 'Mine now', description: '' })],
    ['delete', (who, id) => deleteDataset(who, { id })],
  ];

  test.each(changes)("another organization's does not exist: %s", async (_change, run) => {
    const { id, name } = await newDataset(actor);
    const stranger = await newActor();
    expect(await run(stranger, id)).toMatchObject({ code: 'DATASET_NOT_FOUND' });
    expect((await list(stranger)).total).toBe(0);
    expect((await list(actor, id)).rows).toMatchObject([{ name }]);
  });

  test.each([
    ['create', async (who: Actor, _id: string) => createDataset(who, datasetForm())] as const,
    ...changes,
  ])('a Viewer only looks: %s', async (_change, run) => {
    const { id } = await newDataset(actor);
    const viewer = await newActor({ organization: actor.organization.name, role: 'viewer' });
    expect(await run(viewer, id)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await list(viewer, id)).total).toBe(1);
    expect(await prisma(database()).auditEvent.findMany({ where: { actorId: viewer.userId } })).toMatchObject(
      [{ outcome: 'failure', details: { code: 'FORBIDDEN' } }],
    );
    const operations = await newActor({ organization: actor.organization.name, role: 'operations' });
    expect('code' in (await run(operations, id))).toBe(_change === 'delete');
  });
});

test('an organization has at most so many datasets, also when several are made at the same time', async () => {
  const crowded = await newActor();
  await prisma(database()).$executeRaw`
    insert into dataset (id, organization_id, name, name_fold, created_at)
    select gen_random_uuid(), ${crowded.organization.id}::uuid, 'Dataset ' || i, 'dataset ' || i, now()
    from generate_series(1, ${MAX_DATASETS - 2}::int) i`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => createDataset(crowded, datasetForm())));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  for (const refused of answers.filter(({ ok }) => !ok))
    expect(refused).toMatchObject({ code: 'DATASET_LIMIT' });
  expect((await list(crowded)).total).toBe(MAX_DATASETS);
});
