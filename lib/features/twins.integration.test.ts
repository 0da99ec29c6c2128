import { expect, test } from 'vitest';
import { createDataset } from '@/lib/access/dataset-with-key/create-dataset';
import { createKey } from '@/lib/access/keys/create-key';
import { createOrganization } from '@/lib/organizations/organizations/create-organization';
import { renameOrganization } from '@/lib/organizations/organizations/rename-organization';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { datasetForm } from '@/test/datasets';
import { keyForm, newKey } from '@/test/keys';
import { rerunMigration } from '@/test/migration';
import { newActor, newOperator } from '@/test/people';

const TWINS = ['Bil\u200bling prod', 'Billing\u00a0prod', 'Billing  PROD', 'Bil\u00adling prod\u200e'];

test.each(TWINS)('every noun calls %j taken beside "Billing prod"', async (twin) => {
  const [actor, operator] = [await newActor(), await newOperator()];
  const name = `Billing prod`;
  const dataset = (called: string) => createDataset(actor, datasetForm({ name: called }));
  expect(await dataset(name)).toMatchObject({ ok: true });
  expect(await dataset(twin)).toMatchObject({ ok: false });
  // The dataset's key bears its name.
  expect(await createKey(actor, keyForm({ name: twin }))).toMatchObject({ code: 'NAME_TAKEN' });
  const organization = (called: string) =>
    createOrganization(operator, { name: called, kind: 'publisher', firstAdmin: '' });
  await organization(name);
  expect(await organization(twin)).toMatchObject({ code: 'NAME_TAKEN' });
  expect(await renameOrganization(actor, { name: twin })).toMatchObject({ code: 'ORGANIZATION_NAME_TAKEN' });
});

test('existing names are folded again, duplicates among them are left as they are', async () => {
  const actor = await newActor();
  const keys = await Promise.all([newKey(actor), newKey(actor), newKey(actor)]);
  const [alone = '', first = '', second = ''] = keys.map(({ id }) => id);
  const set = (id: string, nameFold: string, at: string) =>
    prisma(database()).apiKey.update({ where: { id }, data: { nameFold, createdAt: new Date(at) } });
  await set(alone, 'al\u200bone\u00a0\u2003here\u2800', '2026-01-01');
  await set(first, 'tw\u00adin', '2026-01-01');
  await set(second, 'twi\u200dn', '2026-01-02');
  await rerunMigration('refold_names');
  const foldOf = async (id: string) =>
    (await prisma(database()).apiKey.findUniqueOrThrow({ where: { id } })).nameFold;
  expect(await foldOf(alone)).toBe('alone here');
  expect(await foldOf(first)).toBe('twin');
  expect(await foldOf(second)).toBe('twi\u200dn');
});
