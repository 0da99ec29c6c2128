import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { newPerson } from '../support/person';
import { signIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Token server';

test('a key is deleted once its key is typed exactly, and refused from the next request', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  const credentials = await newKey(ada);
  const { key } = credentials;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await portal.goto('/keys');
  await keyRow(portal, NAME).delete.click();
  const dialog = portal.getByRole('dialog', { name: `Delete API Key: ${NAME}` });
  const confirmation = dialog.getByLabel('Type the API key to confirm', { exact: true });
  const deleteKey = dialog.getByRole('button', { name: 'Delete Key', exact: true });
  await expect(dialog).toContainText('Deploy its replacement first');
  await expect(deleteKey).toBeDisabled();
  const swapCase = key.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  for (const wrong of [`${key.slice(0, -1)}!`, swapCase, `${key} x`, key.slice(0, -1)]) {
    await confirmation.fill(wrong);
    await expect(deleteKey, wrong).toBeDisabled();
    await confirmation.press('Enter');
    await expect(dialog).toBeVisible();
  }
  expect(await verify(keyport, credentials)).toBe('VALID');

  await confirmation.clear();
  await dialog.getByRole('button', { name: 'Copy key' }).click();
  await expect(portal.getByText('Key copied.')).toBeVisible();
  await confirmation.press('ControlOrMeta+v');
  await expect(confirmation).toHaveValue(key);
  await expect(deleteKey).toBeEnabled();
  // As pasted from an email.
  await confirmation.fill(` ${key} `);
  await deleteKey.click();
  await expect(portal.getByText(`${NAME} was deleted.`)).toBeVisible();
  expect(await verify(keyport, credentials)).toBe('NOT_FOUND');
  await expect(portal.getByText('Create your first API key')).toBeVisible();
  await portal.reload();
  await expect(portal.getByText('Create your first API key')).toBeVisible();
});

test('Escape and Cancel keep the key', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada);
  await portal.goto('/keys');
  const dialog = portal.getByRole('dialog', { name: `Delete API Key: ${NAME}` });
  await keyRow(portal, NAME).delete.click();
  await expect(dialog.getByLabel('Type the API key to confirm')).toBeFocused();
  await dialog.getByLabel('Type the API key to confirm').fill(credentials.key);
  await portal.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(keyRow(portal, NAME).delete).toBeFocused();
  await keyRow(portal, NAME).delete.click();
  await expect(dialog.getByLabel('Type the API key to confirm')).toHaveValue('');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await portal.reload();
  await expect(keyRow(portal, NAME).row).toBeVisible();
  expect(await verify(keyport, credentials)).toBe('VALID');
});

test('deleted from its own screen, it leads to the table, and its address leads nowhere', async ({
  portal,
  ada,
}) => {
  const { id, key } = await newKey(ada);
  await portal.goto(`/keys/${id}`);
  await portal.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click();
  await portal.getByLabel('Type the API key to confirm').fill(key);
  await portal.getByRole('button', { name: 'Delete Key' }).click();
  await expect(portal).toHaveURL('/keys');
  await expect(portal.getByText('Create your first API key')).toBeVisible();
  for (const path of [`/keys/${id}`, `/keys/${id}/edit`]) {
    const answer = await portal.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(portal.getByText('There is nothing at this address.')).toBeVisible();
  }
});

test('deleting what a colleague has deleted already says so', async ({ portal, context, ada }) => {
  const { key } = await newKey(ada);
  const other = await context.newPage();
  for (const page of [portal, other]) {
    await page.goto('/keys');
    await keyRow(page, NAME).delete.click();
    await page.getByLabel('Type the API key to confirm').fill(key);
  }
  await other.getByRole('button', { name: 'Delete Key' }).click();
  await expect(other.getByText('Create your first API key')).toBeVisible();
  await portal.getByRole('button', { name: 'Delete Key' }).click();
  await expect(portal.getByRole('dialog').getByRole('alert')).toContainText('is not there any more');
});

test('another organization can neither see nor open the key', async ({ portal, browser, keyport, ada }) => {
  const { id } = await newKey(ada);
  await portal.goto(`/keys/${id}`);
  await expect(portal.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  await signIn(context, keyport, await newPerson('Eve Moss'));
  for (const path of [`/keys/${id}`, `/keys/${id}/edit`, `/keys/${id}?roll`]) {
    const answer = await context.request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(await answer.text()).not.toContain(NAME);
  }
  await context.close();
});
