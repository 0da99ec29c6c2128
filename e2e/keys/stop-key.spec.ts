import { chooseAction, keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Token server';

test('Disable and Enable happen immediately, and the same credentials work again', async ({
  portal,
  keyport,
  ada,
}) => {
  const credentials = await newKey(ada);
  await portal.goto('/keys');
  const { row, moreActions } = keyRow(portal, NAME);
  await chooseAction(portal, NAME, 'Disable');
  await expect(portal.getByText(`${NAME} was disabled.`)).toBeVisible();
  expect(await verify(keyport, credentials)).toBe('DISABLED');
  await expect(row).toContainText('Disabled');
  await moreActions.click();
  await expect(portal.getByRole('menuitem')).toHaveText([
    'Details',
    'Edit',
    'Roll',
    'Enable',
    'Revoke',
    'Delete',
  ]);
  await portal.getByRole('menuitem', { name: 'Enable' }).click();
  await expect(portal.getByText(`${NAME} was enabled.`)).toBeVisible();
  expect(await verify(keyport, credentials)).toBe('VALID');
  await expect(row).toContainText('Active');
});

test('Revoke asks, then refuses permanently, and the row stays', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada);
  await portal.goto('/keys');
  const dialog = portal.getByRole('alertdialog', { name: `Revoke API Key: ${NAME}` });
  await chooseAction(portal, NAME, 'Revoke');
  await expect(dialog).toContainText('at once and for good');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await verify(keyport, credentials)).toBe('VALID');
  await chooseAction(portal, NAME, 'Revoke');
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(portal.getByText(`${NAME} was revoked.`)).toBeVisible();
  expect(await verify(keyport, credentials)).toBe('REVOKED');
  await expect(keyRow(portal, NAME).row).toContainText('Revoked');
  await keyRow(portal, NAME).moreActions.click();
  await expect(portal.getByRole('menuitem', { name: 'Disable' })).toBeDisabled();
  await expect(portal.getByRole('menuitem', { name: 'Revoke' })).toBeDisabled();
});

test('the history of a key shows who stopped it', async ({ portal, ada }) => {
  const { id } = await newKey(ada);
  await portal.goto(`/keys/${id}`);
  await portal.getByRole('main').getByRole('button', { name: 'More actions' }).click();
  await portal.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(portal.getByText('disabled it')).toBeVisible();
  await expect(portal.getByText('created it')).toBeVisible();
});
