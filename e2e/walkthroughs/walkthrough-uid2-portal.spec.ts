import { confirmDelete } from '../support/delete-dialog';
import { fillNewKey, keyForm } from '../support/key-form';
import { columnHead, keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { newPerson } from '../support/person';
import { closeQuestion, closeReveal, readReveal, revealOf } from '../support/reveal';
import { followMenu } from '../support/side-menu';
import { overview, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Publisher site';

test('Adding an API Key', async ({ page, context, keyport }) => {
  const ada = await newPerson('Ada Byron');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const form = keyForm(page);
  const reveal = revealOf(page, NAME);
  const credentials = { key: '', secret: '' };

  await test.step('Log in to your account', async () => {
    await trySignIn(page, ada);
    await expect(overview(page)).toBeVisible();
  });
  await test.step('On the API Keys page, click Add API Key', async () => {
    await followMenu(page, 'Access', 'API Keys');
    await page.getByRole('link', { name: 'Add API Key' }).first().click();
    await expect(page.getByRole('heading', { name: 'Add API Key', level: 1 })).toBeVisible();
  });
  await test.step('Provide a name for the new key', () => form.name.fill(NAME));
  await test.step('In the API Permissions section, choose one or more permissions', async () => {
    const section = page.getByRole('group', { name: 'API Permissions' });
    await expect(section.getByRole('checkbox')).toHaveCount(4);
    for (const name of ['Mapper', 'Generator', 'Sharer', 'Bidder']) {
      await expect(form.permission(name)).not.toBeChecked();
    }
    await form.permission('Generator').check();
  });
  await test.step('Click Add API Key: the Credentials page shows the API key and secret', async () => {
    await form.add.click();
    Object.assign(credentials, await readReveal(page, NAME));
    expect(await verify(keyport, credentials, { permission: 'generator' })).toBe('VALID');
    expect(await verify(keyport, credentials, { permission: 'bidder' })).toBe('INSUFFICIENT_PERMISSIONS');
  });
  await test.step('In each field, click the Copy icon', async () => {
    await reveal.copySecret.click();
    await expect.poll(clipboard).toBe(credentials.secret);
    await reveal.copyKey.click();
    await expect.poll(clipboard).toBe(credentials.key);
  });
  await test.step('Click Close; at the reminder, Cancel goes back and Close confirms', async () => {
    const reminder = closeQuestion(page);
    await reveal.close.click();
    await reminder.cancel.click();
    await expect(reminder.dialog).toBeHidden();
    await expect(reveal.secret).toHaveValue(credentials.secret);
    await closeReveal(page, NAME);
  });
  await test.step('The key is displayed with its name, Key ID, permissions and date', async () => {
    const { row } = keyRow(page, NAME);
    for (const head of ['Name', 'Key Created', 'Permissions']) {
      await expect(columnHead(page, head)).toBeVisible();
    }
    const today = keyport.clock.now().toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
    await expect(row.getByRole('cell').filter({ hasText: credentials.key })).toBeVisible();
    await expect(row.getByRole('cell').filter({ hasText: 'Generator' })).toHaveText('Generator');
    await expect(row).toContainText(today);
    expect(await page.content(), 'the secret is no longer available').not.toContain(credentials.secret);
  });
});

test('Modifying an API Key', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada, { name: NAME });
  const form = keyForm(portal);
  await test.step('Go to the API Keys page and find the key on the list', async () => {
    await portal.goto('/');
    await followMenu(portal, 'Access', 'API Keys');
    await expect(keyRow(portal, NAME).row).toBeVisible();
  });
  await test.step('In the Actions column, click the Edit (pencil) icon', async () => {
    await keyRow(portal, NAME).edit.click();
    await expect(portal.getByRole('heading', { name: 'Edit API Key', level: 1 })).toBeVisible();
  });
  await test.step('Update the information, and then click Save Key', async () => {
    await form.name.fill('Advertiser site');
    await form.permission('Generator').uncheck();
    await form.permission('Mapper').check();
    await form.save.click();
    await expect(keyRow(portal, 'Advertiser site').row).toContainText('Mapper');
    expect(await verify(keyport, credentials, { permission: 'mapper' })).toBe('VALID');
    expect(await verify(keyport, credentials, { permission: 'generator' })).toBe('INSUFFICIENT_PERMISSIONS');
  });
});

test('Deleting an API Key', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada, { name: NAME });
  expect(await verify(keyport, credentials)).toBe('VALID');
  await test.step('In the Actions column, click the Delete (trash can) icon', async () => {
    await portal.goto('/keys');
    await keyRow(portal, NAME).delete.click();
  });
  await test.step('Type the API key to confirm, and click Delete Key', () =>
    confirmDelete(portal, NAME, credentials.key));
  await test.step('The key is removed from the display and is no longer valid', async () => {
    await expect(keyRow(portal, NAME).row).toBeHidden();
    expect(await verify(keyport, credentials)).toBe('NOT_FOUND');
  });
});

test('Separate API keys for each environment', async ({ portal, keyport }) => {
  for (const [environment, other] of [
    ['Production', 'Integration'],
    ['Integration', 'Production'],
  ] as const) {
    await test.step(`A key and its secret for ${environment}`, async () => {
      const form = await fillNewKey(portal, NAME);
      await form.environment(environment).check();
      await form.add.click();
      const credentials = await readReveal(portal, NAME);
      await closeReveal(portal, NAME);
      const at = (where: string) => verify(keyport, credentials, { environment: where.toLowerCase() });
      expect(await at(environment)).toBe('VALID');
      expect(await at(other)).toBe('WRONG_ENVIRONMENT');
      expect(await verify(keyport, { key: credentials.key })).not.toBe('VALID');
    });
  }
});
