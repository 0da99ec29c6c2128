import { keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { expect, test } from '../support/test';
import { DAY, dateBox, wholeMinuteAfter } from '../support/times';
import { ask, verify } from '../support/verifier';

const NAME = 'Token server';

test('everything that can be edited holds from the next request, and key and secret stay', async ({
  portal,
  keyport,
  ada,
}) => {
  const credentials = await newKey(ada, { description: 'Frankfurt', ipRanges: '203.0.113.0/24' });
  const from = { clientIp: '203.0.113.7' };
  expect(await verify(keyport, credentials, { ...from, permission: 'generator' })).toBe('VALID');
  await portal.goto('/keys');
  await keyRow(portal, NAME).edit.click();
  await expect(portal.getByRole('heading', { name: 'Edit API Key', level: 1 })).toBeVisible();
  const form = keyForm(portal);
  await expect(form.name).toHaveValue(NAME);
  await expect(form.description).toHaveValue('Frankfurt');
  await expect(form.permission('Generator')).toBeChecked();
  await expect(form.ipRanges).toHaveValue('203.0.113.0/24');
  for (const fixed of [form.type('Secret'), form.environment('Production'), form.status('Activated')]) {
    await expect(fixed).toBeHidden();
  }

  await form.name.fill('Bid server');
  await form.description.fill('Dublin');
  await form.permission('Generator').uncheck();
  await form.permission('Bidder').check();
  await form.permission('Mapper').check();
  await form.ipRanges.fill('198.51.100.7');
  const end = wholeMinuteAfter(keyport.clock.now(), DAY);
  await form.expiration.fill(dateBox(end));
  await form.save.click();
  await expect(portal.getByText('Bid server was saved.')).toBeVisible();
  await expect(portal).toHaveURL('/keys');
  const { row } = keyRow(portal, 'Bid server');
  await expect(row).toContainText('Dublin');
  await expect(row).toContainText('Mapper');
  await expect(row.getByRole('button', { name: '+1: Bidder' })).toBeVisible();
  await expect(row).toContainText(credentials.key);

  const now = { clientIp: '198.51.100.7' };
  expect(await verify(keyport, credentials, from)).toBe('IP_NOT_ALLOWED');
  expect(await verify(keyport, credentials, { ...now, permission: 'generator' })).toBe(
    'INSUFFICIENT_PERMISSIONS',
  );
  const call = { ...now, method: 'POST', path: '/v2/key/latest' };
  expect(await verify(keyport, credentials, call)).toBe('VALID');
  expect(await ask(keyport, credentials, { ...now, permission: ['bidder', 'mapper'] })).toMatchObject({
    code: 'VALID',
    key: { name: 'Bid server', permissions: ['mapper', 'bidder'], expiresAt: end.toISOString() },
  });
  keyport.clock.set(end);
  expect(await verify(keyport, credentials, now)).toBe('EXPIRED');
});

test('an end that has passed may stay while the name is edited, and be taken away', async ({
  portal,
  keyport,
  ada,
}) => {
  const end = wholeMinuteAfter(keyport.clock.now(), 60_000);
  const credentials = await newKey(ada, { expiration: { local: dateBox(end), zone: 'UTC' } });
  keyport.clock.set(end);
  await portal.goto('/keys');
  await keyRow(portal, NAME).edit.click();
  const form = keyForm(portal);
  await expect(form.expiration).toHaveValue(dateBox(end));
  await form.name.fill('Old server');
  await form.save.click();
  await expect(keyRow(portal, 'Old server').row).toContainText('Expired');
  await keyRow(portal, 'Old server').edit.click();
  await form.expiration.fill('');
  await form.save.click();
  await expect(keyRow(portal, 'Old server').row).toContainText('Active');
  expect(await verify(keyport, credentials)).toBe('VALID');
});

test("the expiration is shown and kept in the editor's time zone", async ({
  browser,
  keyport,
  ada,
  context,
}) => {
  const { id } = await newKey(ada, { expiration: { local: '2035-07-01T10:30', zone: 'UTC' } });
  const tokyo = await browser.newContext({
    baseURL: keyport.portalUrl,
    timezoneId: 'Asia/Tokyo',
    storageState: await context.storageState(),
  });
  const page = await tokyo.newPage();
  await page.goto(`/keys/${id}/edit`);
  const form = keyForm(page);
  await expect(form.expiration).toHaveValue('2035-07-01T19:30');
  await expect(form.expiration).toHaveAccessibleDescription(/Your time zone: Asia\/Tokyo\./);
  await form.expiration.fill('2035-07-02T09:00');
  await form.save.click();
  await keyRow(page, NAME).name.click();
  await expect(page.getByText('2 Jul 2035, 09:00 GMT+9')).toBeVisible();
  await tokyo.close();
});

test('a withdrawn permission can be kept; once removed, it cannot be given again', async ({
  portal,
  keyport,
  ada,
}) => {
  const credentials = await newKey(ada, { permissions: ['generator', 'bidder'] });
  const { name: organization } = ada.actor.organization;
  expect(await verify(keyport, credentials, { permission: 'bidder' })).toBe('VALID');
  await keyport.admin(['withdraw', '--organization', organization, '--permission', 'bidder']);
  expect(await verify(keyport, credentials, { permission: 'bidder' })).toBe('INSUFFICIENT_PERMISSIONS');
  expect(await verify(keyport, credentials, { permission: 'generator' })).toBe('VALID');

  const form = keyForm(portal);
  await portal.goto(`/keys/${credentials.id}/edit`);
  await expect(form.permission('Bidder')).toHaveAccessibleDescription(
    /once removed, it can not be given again/,
  );
  await form.description.fill('Kept');
  await form.save.click();
  await keyRow(portal, NAME).edit.click();
  await expect(form.permission('Bidder')).toBeChecked();
  await form.permission('Bidder').uncheck();
  await form.save.click();
  await keyRow(portal, NAME).edit.click();
  await expect(form.permission('Bidder')).toBeDisabled();
  await expect(form.permission('Bidder')).not.toBeChecked();
});
