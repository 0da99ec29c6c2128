import { keyRow, keyTable } from '../support/key-table';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Default API Key';
const REFRESH = { method: 'POST', path: '/v2/token/refresh' };

test('every organization has one from the start, and deleted, a new one takes its place', async ({
  portal,
  keyport,
}) => {
  await portal.goto('/keys');
  const { row } = keyRow(portal, NAME);
  await expect(row).toContainText('Public key');
  await expect(row).toContainText('Production');
  await expect(row).toContainText('Generator');
  await expect(portal.getByText('Create your first API key')).toBeVisible();
  const old = (await row.getByRole('code').textContent()) ?? '';
  expect(await verify(keyport, { key: old }, REFRESH)).toBe('VALID');

  await keyRow(portal, NAME).delete.click();
  const dialog = portal.getByRole('dialog', { name: `Delete API Key: ${NAME}` });
  await expect(dialog).toContainText('a new one takes its place at once');
  await dialog.getByLabel('Type the API key to confirm').fill(old);
  await dialog.getByRole('button', { name: 'Delete Key' }).click();
  await expect(dialog).toBeHidden();

  await expect(keyTable(portal)).not.toContainText(old);
  await expect(row).toBeVisible();
  const fresh = (await row.getByRole('code').textContent()) ?? '';
  expect(await verify(keyport, { key: old }, REFRESH)).not.toBe('VALID');
  expect(await verify(keyport, { key: fresh }, REFRESH)).toBe('VALID');
});
