import type { Page } from '@playwright/test';
import { newKey } from '../support/keys';
import { grantsOf, operatorPage } from '../support/operator';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

test('a permission is added, granted, given to a key, changed and removed; each takes effect immediately', async ({
  browser,
  keyport,
  ada,
}) => {
  const page = await operatorPage(browser, keyport);
  const endpoint = (number: number) => page.getByRole('group', { name: `Endpoint ${number}` });
  const path = (number: number) => endpoint(number).getByLabel('Path', { exact: true });
  await page.goto('/operator/permissions');
  await page.getByRole('link', { name: 'Add permission' }).click();
  await expect(heading(page, 'Add permission')).toBeVisible();
  await field(page, 'Name').fill('portal:reports');
  await field(page, 'Label').fill('Reports');
  await field(page, 'Sentence').fill('Read reports.');
  await path(1).fill('/v2//reports');
  await button(page, 'Add endpoint').click();
  await endpoint(2).getByLabel('Method', { exact: true }).selectOption('GET');
  await path(2).fill('/v2/reports/:id');
  await button(page, 'Add permission').click();
  await expect(page.getByText("Names that begin with portal: are the portal's own.")).toBeVisible();
  await expect(
    page.getByText('Endpoint 1, “POST /v2//reports”: a doubled slash is refused in every request.'),
  ).toBeVisible();
  await field(page, 'Name').fill('reports:read');
  await button(page, 'Remove endpoint 1').click();
  await expect(path(1)).toHaveValue('/v2/reports/:id');
  await button(page, 'Add permission').click();
  await expect(page.getByText('Reports was added.')).toBeVisible();
  const item = page.getByRole('listitem').filter({ hasText: 'reports:read' });
  await expect(item).toContainText('granted to 0 organizations');

  await page.goto(`/operator/organizations/${ada.actor.organization.id}`);
  await grantsOf(page).permission('Reports').click();
  await expect(page.getByText('Reports was granted.')).toBeVisible();
  const key = await newKey(ada, { permissions: ['reports:read'] });
  const read = { method: 'GET', path: '/v2/reports/7' };
  expect(await verify(keyport, key, read)).toBe('VALID');
  expect(await verify(keyport, { key: key.key }, read)).toBe('SECRET_REQUIRED');

  await page.goto('/operator/permissions');
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await expect(heading(page, 'Reports')).toBeVisible();
  await endpoint(1).getByRole('checkbox', { name: 'Key alone is enough' }).check();
  await page.getByRole('checkbox', { name: 'Fit for public keys' }).check();
  await button(page, 'Save permission').click();
  await expect(page.getByText('Reports was saved.')).toBeVisible();
  expect(await verify(keyport, { key: key.key }, read)).toBe('VALID');
  const open = await newKey(ada, { name: 'Open', type: 'public', permissions: ['reports:read'] });
  expect(await verify(keyport, open, read)).toBe('VALID');

  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Fit for public keys' }).uncheck();
  await expect(page.getByText('1 public key would lose it.')).toBeVisible();
  await button(page, 'Save permission').click();
  await expect(item).not.toContainText('Fit for public keys');
  expect(await verify(keyport, open, read)).toBe('INSUFFICIENT_PERMISSIONS');

  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await button(page, 'Remove').click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('2 keys hold it, and 1 organization is granted it.');
  await newKey(ada, { name: 'Third', permissions: ['reports:read'] });
  await question.getByRole('button', { name: 'Remove permission' }).click();
  await expect(page.getByText('Other keys or organizations have this permission now')).toBeVisible();
  expect(await verify(keyport, key, read)).toBe('VALID');
  await page.reload();
  await button(page, 'Remove').click();
  await expect(question).toContainText('3 keys hold it');
  await question.getByRole('button', { name: 'Remove permission' }).click();
  await expect(page.getByText('Reports was removed.')).toBeVisible();
  await expect(item).toBeHidden();
  expect(await verify(keyport, key, read)).toBe('INSUFFICIENT_PERMISSIONS');
  await page.context().close();
});

test('of two operators editing one permission the second is warned, and keeps what was typed', async ({
  browser,
  keyport,
}) => {
  const [first, second] = [await operatorPage(browser, keyport), await operatorPage(browser, keyport)];
  for (const page of [first, second]) await page.goto('/operator/permissions/sharer');
  await field(first, 'Sentence').fill('Encrypt shared tokens.');
  await button(first, 'Save permission').click();
  await expect(first.getByText('Sharer was saved.')).toBeVisible();
  await field(second, 'Sentence').fill('Decrypt shared tokens.');
  await button(second, 'Save permission').click();
  await expect(second.getByText('Someone changed this permission meanwhile.')).toBeVisible();
  await expect(field(second, 'Sentence')).toHaveValue('Decrypt shared tokens.');
  await second.reload();
  await expect(field(second, 'Sentence')).toHaveValue('Encrypt shared tokens.');
  for (const page of [first, second]) await page.context().close();
});
