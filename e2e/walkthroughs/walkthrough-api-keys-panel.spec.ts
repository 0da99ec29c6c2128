import { datasetForm, idOf } from '../support/dataset-form';
import { confirmDelete } from '../support/delete-dialog';
import { keyForm } from '../support/key-form';
import { chooseAction, keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { closeReveal, readReveal, revealOf } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { followMenu } from '../support/side-menu';
import { expect, test } from '../support/test';
import { DAY, dateBox, wholeMinuteAfter } from '../support/times';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Encrypting server';

test('Manage API Keys: the panel shows those of the dataset wizard and those added by hand', async ({
  portal,
  keyport,
  ada,
}) => {
  const byHand = await newKey(ada, { name: NAME });
  const form = datasetForm(portal);
  await portal.goto('/');
  const generated = await test.step('Create a dataset: its API key comes with it', async () => {
    await followMenu(portal, 'Access', 'Datasets');
    await portal.getByRole('main').getByRole('link', { name: 'Create dataset' }).first().click();
    await form.name.fill('Patients');
    await form.permission('Generator').check();
    await form.create.click();
    const shown = await readReveal(portal, 'Patients');
    await closeReveal(portal, 'Patients');
    expect(await verify(keyport, shown, { dataset: await idOf(portal, 'Patients') })).toBe('VALID');
    return shown;
  });
  await test.step('On the left side menu click API Keys: all API keys appear', async () => {
    await followMenu(portal, 'Access', 'API Keys');
    await expect(keyRow(portal, 'Patients').row).toContainText(generated.key);
    await expect(keyRow(portal, NAME).row).toContainText(byHand.key);
  });
});

test('Edit, Disable and Delete by the three dots at the end of a row', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada, { name: NAME });
  const { row } = keyRow(portal, NAME);
  await portal.goto('/keys');
  await test.step('Edit', async () => {
    await chooseAction(portal, NAME, 'Edit');
    await keyForm(portal).description.fill('Rack 7');
    await keyForm(portal).save.click();
    await expect(row).toContainText('Rack 7');
    expect(await verify(keyport, credentials)).toBe('VALID');
  });
  await test.step('Disable', async () => {
    await chooseAction(portal, NAME, 'Disable');
    await expect(row).toContainText('Disabled');
    expect(await verify(keyport, credentials)).toBe('DISABLED');
  });
  await test.step('Delete', async () => {
    await chooseAction(portal, NAME, 'Delete');
    await confirmDelete(portal, NAME, credentials.key);
    await expect(row).toBeHidden();
    expect(await verify(keyport, credentials)).toBe('NOT_FOUND');
  });
});

for (const grace of ['Immediately', 'At a date'] as const) {
  test(`Roll API Key, the old one blocked ${grace.toLowerCase()}`, async ({ portal, keyport, ada }) => {
    const old = await newKey(ada, { name: NAME });
    const panel = rollDialog(portal);
    const date = wholeMinuteAfter(keyport.clock.now(), 2 * DAY);
    await test.step('Select Roll by the three dots: the Roll API Key panel appears', async () => {
      await portal.goto('/keys');
      await chooseAction(portal, NAME, 'Roll');
      await expect(panel.dialog).toBeVisible();
    });
    await test.step('Select when the old API key is blocked', async () => {
      await panel.grace(grace).check();
      if (grace === 'At a date') await panel.date.fill(dateBox(date));
    });
    const fresh = await test.step("Press Roll API Key, with the authenticator's passcode", async () => {
      await panel.passcode.fill(ada.freshPasscode(keyport.clock));
      await panel.roll.click();
      return readReveal(portal, NAME);
    });
    await test.step('The replacement works, and the old API key until it is blocked', async () => {
      expect(await verify(keyport, fresh)).toBe('VALID');
      expect(await verify(keyport, old)).toBe(grace === 'At a date' ? 'VALID' : 'ROLLED');
      keyport.clock.set(date);
      expect(await verify(keyport, old)).toBe('ROLLED');
      expect(await verify(keyport, fresh)).toBe('VALID');
    });
  });
}

test('Adding API Keys', async ({ portal, context, keyport }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await portal.goto('/datasets/new');
  await datasetForm(portal).name.fill('Patients');
  await datasetForm(portal).permission('Generator').check();
  await datasetForm(portal).create.click();
  await closeReveal(portal, 'Patients');
  const dataset = await idOf(portal, 'Patients');
  const form = keyForm(portal);

  await test.step('Select the Add API Key button of the panel', async () => {
    await followMenu(portal, 'Access', 'API Keys');
    await portal.getByRole('link', { name: 'Add API Key' }).first().click();
  });
  await test.step('Enter a Name, a Description and an IP Range', async () => {
    await form.name.fill(NAME);
    await form.description.fill('Rack 7');
    await form.permission('Generator').check();
    await form.ipRanges.fill('203.0.113.0/24');
  });
  await test.step('Select the dataset to associate the new key with', () =>
    portal.getByRole('group', { name: 'Datasets', exact: true }).getByLabel('Patients').check());
  const credentials = await test.step('Click Add API Key, and copy the credentials', async () => {
    await form.add.click();
    const shown = await readReveal(portal, NAME);
    await revealOf(portal, NAME).copySecret.click();
    await expect.poll(() => portal.evaluate(() => navigator.clipboard.readText())).toBe(shown.secret);
    return shown;
  });
  await test.step('Closed, the credentials are not accessible any more', async () => {
    await closeReveal(portal, NAME);
    await keyRow(portal, NAME).name.click();
    await expect(portal.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
    expect(await portal.content()).not.toContain(credentials.secret);
  });
  await test.step('The key works for its dataset, from its IP range', async () => {
    const from = (clientIp: string) => verify(keyport, credentials, { clientIp, dataset });
    expect(await from('203.0.113.7')).toBe('VALID');
    expect(await from('198.51.100.7')).toBe('IP_NOT_ALLOWED');
  });
});
