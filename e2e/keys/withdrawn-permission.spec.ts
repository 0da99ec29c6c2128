import { query } from '../support/database';
import { keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { grantsOf, operatorPage } from '../support/operator';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Token server';
const call = { method: 'POST', path: '/v2/key/latest' };

test('a withdrawn permission stops immediately and stays on the key without effect; granted again, it works', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const credentials = await newKey(ada, { permissions: ['generator', 'bidder'] });
  const organization = ada.actor.organization;
  const other = await newKey(ada, { name: 'Other', permissions: ['generator', 'bidder'] });
  expect(await verify(keyport, credentials, call)).toBe('VALID');
  const asStored = () =>
    query(
      keyport,
      'select * from api_key k join api_key_permission p on p.api_key_id = k.id where k.id = $1',
      [other.id],
    );
  const before = await asStored();

  const operator = await operatorPage(browser, keyport);
  await operator.goto(`/operator/organizations/${organization.id}`);
  const grants = grantsOf(operator);
  await expect(grants.permission('Bidder')).toHaveAccessibleDescription(/held by 2 keys/);
  await grants.permission('Bidder').click();
  await expect(grants.question).toContainText(`2 keys of ${organization.name} hold it.`);
  await grants.cancel.click();
  expect(await verify(keyport, credentials, call)).toBe('VALID');
  await grants.permission('Bidder').click();
  await grants.withdraw.click();
  await expect(operator.getByText('Bidder was withdrawn.')).toBeVisible();
  expect(await verify(keyport, credentials, call), 'as soon as the screen says so').toBe(
    'INSUFFICIENT_PERMISSIONS',
  );
  expect(await verify(keyport, credentials, { permission: 'generator' })).toBe('VALID');
  await expect(grants.permission('Bidder')).not.toBeChecked();
  await expect(grants.permission('Bidder')).toHaveAccessibleDescription(/held by 2 keys, not effective/);

  await portal.goto('/keys');
  await expect(keyRow(portal, NAME).row).toContainText('Bidder (not effective)');
  await keyRow(portal, NAME).name.click();
  await expect(portal.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  await expect(portal.getByText('Bidder (not effective)')).toBeVisible();
  await expect(portal.getByText('Not effective: the key holds it')).toBeVisible();

  const form = keyForm(portal);
  await portal.goto(`/keys/${credentials.id}/edit`);
  await expect(form.permission('Bidder')).toBeChecked();
  await expect(form.permission('Bidder')).toHaveAccessibleDescription(
    /Held, but not effective .*Withdrawn from your organization: once removed, it can not be given again\./,
  );
  await form.description.fill('Kept');
  await form.save.click();
  await expect(keyRow(portal, NAME).row).toContainText('Bidder (not effective)');

  await keyRow(portal, NAME).edit.click();
  const final = portal.getByText('Removing Bidder is final.');
  await expect(final).toBeHidden();
  await form.permission('Bidder').uncheck();
  await expect(final).toBeVisible();
  await form.permission('Bidder').check();
  await expect(final).toBeHidden();
  await form.permission('Bidder').uncheck();
  await form.save.click();
  await expect(keyRow(portal, NAME).row).not.toContainText('Bidder');
  await keyRow(portal, NAME).edit.click();
  await expect(form.permission('Bidder')).toBeDisabled();
  await expect(form.permission('Bidder')).toHaveAccessibleDescription(/Not granted/);

  await grants.permission('Bidder').click();
  await expect(operator.getByText('Bidder was granted.')).toBeVisible();
  expect(await verify(keyport, other, call), 'the key that kept it').toBe('VALID');
  expect(await verify(keyport, credentials, call), 'the key that lost it').toBe('INSUFFICIENT_PERMISSIONS');
  expect(await asStored(), 'nobody touched it').toEqual(before);
  await portal.goto('/keys');
  await expect(keyRow(portal, 'Other').row.getByRole('button', { name: '+1: Bidder' })).toBeVisible();
  await expect(portal.getByText('not effective')).toBeHidden();
  await operator.context().close();
});
