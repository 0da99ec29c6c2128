import type { Page } from '@playwright/test';
import { columnHead, keyCount, keyNames, keySearch, sortHead } from '../support/key-table';
import { insertManyKeys } from '../support/many-keys';
import { expect, test } from '../support/test';

async function filter(page: Page, name: string, ...values: string[]) {
  await page.getByRole('main').getByRole('button', { name, exact: true, expanded: false }).click();
  const panel = page.getByRole('dialog', { name });
  for (const value of values) await panel.getByRole('checkbox', { name: value, exact: true }).click();
  await page.keyboard.press('Escape');
}

test('search and filters narrow the table, stand in the address, and outlive reload and Back', async ({
  portal,
  keyport,
  ada,
}) => {
  await insertManyKeys(keyport, ada, 60);
  await portal.goto('/keys');
  await expect(keyCount(portal)).toHaveText('1–25 of 60 keys');
  await filter(portal, 'Status', 'Active', 'Disabled');
  await filter(portal, 'Environment', 'Production');
  await filter(portal, 'Type', 'Secret');
  await filter(portal, 'Permission', 'Mapper');
  await keySearch(portal).fill('KEY 0');
  const expected = [
    'Key 002',
    'Key 010',
    'Key 022',
    'Key 026',
    'Key 034',
    'Key 038',
    'Key 046',
    'Key 050',
    'Key 058',
  ];
  const expectAll = async () => {
    await expect(keyNames(portal)).toHaveText(expected);
    await expect(keyCount(portal)).toHaveText('1–9 of 9 keys');
    await expect(keySearch(portal)).toHaveValue('KEY 0');
    await expect(portal.getByRole('button', { name: 'Status 2 selected' })).toBeVisible();
  };
  await expectAll();
  const address = () => Object.fromEntries(new URL(portal.url()).searchParams);
  await expect.poll(address).toEqual({
    q: 'KEY 0',
    status: 'active,disabled',
    environment: 'production',
    type: 'secret',
    permission: 'mapper',
  });
  await portal.reload();
  await expectAll();
  await keyNames(portal).first().click();
  await expect(portal.getByRole('heading', { name: 'Key 002', level: 1 })).toBeVisible();
  await portal.goBack();
  await expectAll();
  await portal.getByRole('button', { name: 'Clear filters' }).click();
  await expect(keyCount(portal)).toHaveText('1–25 of 60 keys');
});

test('sorting, page, page size and columns stand in the address, and outlive reload and Back', async ({
  portal,
  keyport,
  ada,
}) => {
  await insertManyKeys(keyport, ada, 60);
  await portal.goto('/keys');
  await portal.getByLabel('Rows per page').selectOption('50');
  await expect(keyCount(portal)).toHaveText('1–50 of 60 keys');
  await sortHead(portal, 'Name').button.click();
  await sortHead(portal, 'Name').button.click();
  await portal.getByRole('button', { name: 'Columns' }).click();
  await portal.getByRole('menuitemcheckbox', { name: 'Permissions' }).click();
  await portal.getByRole('menuitemcheckbox', { name: 'Key, Created' }).click();
  await portal.keyboard.press('Escape');
  await expect(keyNames(portal).first()).toHaveText('Key 060');
  await portal.getByRole('button', { name: 'Next page' }).click();

  const expectAll = async () => {
    await expect(keyNames(portal)).toHaveText(
      Array.from({ length: 10 }, (_, i) => `Key ${String(10 - i).padStart(3, '0')}`),
    );
    await expect(keyCount(portal)).toHaveText('51–60 of 60 keys');
    await expect(columnHead(portal, 'Name')).toHaveAttribute('aria-sort', 'descending');
    await expect(columnHead(portal, 'Key Created')).toBeHidden();
    await expect(columnHead(portal, 'Permissions')).toBeHidden();
    await expect(columnHead(portal, 'Status Expires')).toBeVisible();
    await expect(portal.getByLabel('Rows per page')).toHaveValue('50');
  };
  await expectAll();
  expect(Object.fromEntries(new URL(portal.url()).searchParams)).toEqual({
    sort: '-name',
    page: '2',
    size: '50',
    hide: 'permissions,key',
  });
  await portal.reload();
  await expectAll();
  await keyNames(portal).first().click();
  await expect(portal.getByRole('heading', { name: 'Key 010', level: 1 })).toBeVisible();
  await portal.goBack();
  await expectAll();
  await portal.goBack();
  await expect(keyNames(portal).first()).toHaveText('Key 060');
});
