import { query } from '../support/database';
import { datasetForm, datasetRow, idOf } from '../support/dataset-form';
import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { closeReveal, readReveal } from '../support/reveal';
import { rollFromRow } from '../support/roll-dialog';
import { captureAction } from '../support/server-action';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

test('a dataset is created together with its key, which works for it and for no other', async ({
  portal,
  keyport,
  ada,
}) => {
  await portal.goto('/');
  await portal.getByRole('link', { name: 'Datasets', exact: true }).click();
  await expect(portal.getByText('There are no datasets.')).toBeVisible();
  await portal.getByRole('main').getByRole('link', { name: 'Create dataset' }).first().click();
  await expect(portal.getByRole('heading', { name: 'Create dataset', level: 1 })).toBeVisible();

  const form = datasetForm(portal);
  await form.create.click();
  await expect(form.name).toHaveAccessibleDescription(/Enter a name/);
  await form.name.fill('Shop – EU');
  await form.description.fill('Orders since 2024');
  await form.permission('Generator').check();
  await expect(form.environment('Production')).toBeChecked();
  await form.create.click();
  const credentials = await readReveal(portal, 'Shop – EU');
  await closeReveal(portal, 'Shop – EU');

  await expect(portal).toHaveURL('/datasets');
  const shop = datasetRow(portal, 'Shop – EU');
  await expect(shop.row).toContainText('Orders since 2024');
  await expect(shop.row).toContainText('1 key');
  const id = await idOf(portal, 'Shop – EU');
  expect(await verify(keyport, credentials, { dataset: id })).toBe('VALID');

  const other = await newKey(ada, { name: 'Other' });
  expect(await verify(keyport, other, { dataset: id })).toBe('DATASET_NOT_ALLOWED');
  const elsewhere = '0199a000-0000-7000-8000-000000000000';
  expect(await verify(keyport, credentials, { dataset: elsewhere })).toBe('DATASET_NOT_ALLOWED');

  // Rolling keeps the association.
  await portal.goto('/keys');
  await expect(keyRow(portal, 'Shop – EU').row).toBeVisible();
  const rolled = await rollFromRow(portal, 'Shop – EU', ada.freshPasscode(keyport.clock));
  expect(await verify(keyport, rolled, { dataset: id })).toBe('VALID');
});

test('keys are associated with datasets where they are added and edited', async ({ portal, keyport }) => {
  const ids: string[] = [];
  for (const name of ['Alpha', 'Beta']) {
    await portal.goto('/datasets/new');
    await datasetForm(portal).name.fill(name);
    await datasetForm(portal).permission('Mapper').check();
    await datasetForm(portal).create.click();
    await closeReveal(portal, name);
    ids.push(await idOf(portal, name));
  }
  const form = await fillNewKey(portal, 'Both');
  const group = portal.getByRole('group', { name: 'Datasets', exact: true });
  await group.getByRole('checkbox', { name: 'Alpha' }).check();
  await portal.getByLabel('Used in', { exact: true }).fill('Frankfurt 1\nFrankfurt 2');
  await form.add.click();
  const credentials = await readReveal(portal, 'Both');
  await closeReveal(portal, 'Both');
  const judged = () => Promise.all(ids.map((dataset) => verify(keyport, credentials, { dataset })));
  expect(await judged()).toEqual(['VALID', 'DATASET_NOT_ALLOWED']);

  await keyRow(portal, 'Both').edit.click();
  await expect(group.getByRole('checkbox', { name: 'Alpha' })).toBeChecked();
  await group.getByRole('checkbox', { name: 'Alpha' }).uncheck();
  await group.getByRole('checkbox', { name: 'Beta' }).check();
  await keyForm(portal).save.click();
  await expect(keyRow(portal, 'Both').row).toBeVisible();
  expect(await judged()).toEqual(['DATASET_NOT_ALLOWED', 'VALID']);

  await keyRow(portal, 'Both').name.click();
  const main = portal.getByRole('main');
  await expect(main.getByText('Beta')).toBeVisible();
  await expect(main.getByText('Frankfurt 1')).toContainText('Frankfurt 2');
  await expect(main).toContainText('edited it: datasets');

  // Where the key goes to, when it is rolled.
  await portal.getByRole('button', { name: 'Roll', exact: true }).click();
  await expect(portal.getByRole('dialog', { name: 'Roll API Key' })).toContainText('Frankfurt 2');

  await portal.goto('/datasets');
  await datasetRow(portal, 'Beta').row.getByRole('link', { name: '2 keys' }).click();
  await expect(keyRow(portal, 'Both').row).toBeVisible();
  await expect(keyRow(portal, 'Alpha').row).toBeHidden();
});

test('a dataset is renamed, and deleted once no key is associated with it', async ({ portal, ada }) => {
  await portal.goto('/datasets/new');
  await datasetForm(portal).name.fill('Old name');
  await datasetForm(portal).permission('Mapper').check();
  await datasetForm(portal).create.click();
  await closeReveal(portal, 'Old name');

  await datasetRow(portal, 'Old name').edit.click();
  const dialog = portal.getByRole('dialog', { name: 'Edit dataset' });
  await dialog.getByLabel('Name', { exact: true }).fill('New name');
  await dialog.getByRole('button', { name: 'Save dataset' }).click();
  await expect(dialog).toBeHidden();
  const row = datasetRow(portal, 'New name');

  await row.delete.click();
  const question = portal.getByRole('dialog', { name: 'Delete dataset: New name' });
  await expect(question).toContainText('1 API key is associated with it.');
  await question.getByRole('link', { name: 'Show these keys' }).click();
  await keyRow(portal, 'Old name').delete.click();
  const confirm = portal.getByRole('dialog', { name: 'Delete API Key: Old name' });
  await confirm
    .getByLabel('Type the API key to confirm')
    .fill((await confirm.getByRole('code').textContent()) ?? '');
  await confirm.getByRole('button', { name: 'Delete Key' }).click();
  await expect(confirm).toBeHidden();

  await portal.goto('/datasets');
  const id = await idOf(portal, 'New name');
  await row.delete.click();
  await newKey(ada, { datasets: [id], name: 'Came between' });
  await question.getByRole('button', { name: 'Delete dataset' }).click();
  await expect(question, 'who associates a key meanwhile is not run over').toContainText('Came between');
});

test("another organization's dataset is refused, and goes on record", async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  await portal.goto('/datasets/new');
  await datasetForm(portal).name.fill('Mine');
  await datasetForm(portal).permission('Mapper').check();
  await datasetForm(portal).create.click();
  await closeReveal(portal, 'Mine');
  const mine = await idOf(portal, 'Mine');
  const form = await fillNewKey(portal, 'Forged');
  await portal.getByRole('checkbox', { name: 'Mine', exact: true }).check();
  const create = await captureAction(portal, () => form.add.click());
  const theirs = '0199a000-0000-7000-8000-000000000000';
  const answer = await create.send(context.request, { body: (sent) => sent.replace(mine, theirs) });
  expect(answer.code).toBe('DATASET_NOT_FOUND');
  const found = await query(
    keyport,
    `select details from audit_event where organization_id = $1 and action = 'key.create' and outcome = 'failure'`,
    [ada.actor.organization.id],
  );
  expect(found).toEqual([{ details: { code: 'DATASET_NOT_FOUND', datasets: [theirs] } }]);
});

test('trying a request says what a dataset does', async ({ portal, ada }) => {
  for (const name of ['Alpha', 'Beta']) {
    await portal.goto('/datasets/new');
    await datasetForm(portal).name.fill(name);
    await datasetForm(portal).permission('Mapper').check();
    await datasetForm(portal).create.click();
    await closeReveal(portal, name);
  }
  const { id } = await newKey(ada, { name: 'Without' });
  const ask = async (dataset: string) => {
    const box = portal.getByLabel('Dataset', { exact: true });
    await expect(async () => {
      await box.selectOption({ label: dataset });
      // Chosen before the page is hydrated, it would be lost.
      await expect(box).not.toHaveValue('', { timeout: 500 });
      await portal.getByRole('button', { name: 'Try', exact: true }).click();
      await expect(portal.getByText('DATASET_NOT_ALLOWED')).toBeVisible({ timeout: 2_000 });
    }).toPass();
  };
  await portal.goto(`/try?key=${id}`);
  await ask('Beta');
  await expect(portal.getByText('This key is associated with no dataset')).toBeVisible();
});
