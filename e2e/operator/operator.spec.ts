import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { fillNewKey, keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { chooseFrom } from '../support/menu';
import { grantsOf, newOperator, operatorPage } from '../support/operator';
import { captureAction } from '../support/server-action';
import { trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

// The contact text holds for every organization of this Keyport, so other specs of the worker would read it.
test.afterEach(({ keyport }) => query(keyport, 'delete from contact_text'));

test('an operator of no organization comes to the operator screens, and makes an organization there', async ({
  page,
  keyport,
}) => {
  const name = `Northwind ${crypto.randomUUID()}`;
  await trySignIn(page, await newOperator());
  await expect(heading(page, 'Operator')).toBeVisible();
  await expect(page).toHaveURL('/operator');
  await page.getByRole('link', { name: 'Create organization' }).click();
  await expect(heading(page, 'Create organization')).toBeVisible();
  await button(page, 'Create organization').click();
  await expect(page.getByText('Enter a name for the organization.')).toBeVisible();
  await field(page, 'Name').fill(name);
  await field(page, 'Kind').selectOption('DSP');
  await button(page, 'Create organization').click();
  await expect(heading(page, name)).toBeVisible();
  const { permission } = grantsOf(page);
  for (const each of ['Mapper', 'Generator', 'Sharer', 'Bidder'])
    await expect(permission(each)).toBeChecked();

  await field(page, 'Name').fill(`${name} Media`);
  await field(page, 'Kind').selectOption('Publisher');
  await button(page, 'Save organization').click();
  await expect(heading(page, `${name} Media`)).toBeVisible();
  await permission('Sharer').click();
  await expect(page.getByText('Sharer was withdrawn.')).toBeVisible();
  await page.reload();
  await expect(permission('Sharer')).not.toBeChecked();
  await expect(permission('Mapper')).toBeChecked();

  await page
    .getByRole('navigation', { name: 'Operator' })
    .getByRole('link', { name: 'Organizations' })
    .click();
  await page.getByRole('searchbox', { name: 'Search organizations' }).fill(`${name} media`.toUpperCase());
  const row = page.getByRole('row').filter({ hasText: `${name} Media` });
  await expect(row).toContainText('Publisher');
  await expect(page.getByRole('status')).toHaveText('1 of 1 organization');

  await page.goto('/operator/organizations/new');
  await field(page, 'Name').fill(`${name} MEDIA`);
  await button(page, 'Create organization').click();
  await expect(page.getByText('Another organization has this name.')).toBeVisible();
  await expect(field(page, 'Name')).toHaveValue(`${name} MEDIA`);
  const events = await query(
    keyport,
    `select action from audit_event where organization_id = (select id from organization where name = $1) and action not like 'key.%' order by position`,
    [`${name} Media`],
  );
  expect(events.map(({ action }) => action)).toEqual([
    'organization.create',
    'organization.edit',
    'permission.withdraw',
  ]);
});

test('an organization is made with its first Admin, whose link works once', async ({ browser, keyport }) => {
  const page = await operatorPage(browser, keyport);
  const name = `Contoso ${crypto.randomUUID()}`;
  const email = `${crypto.randomUUID()}@example.com`;
  await page.goto('/operator/organizations/new');
  await field(page, 'Name').fill(name);
  await field(page, "First Admin's email").fill('grace');
  await button(page, 'Create organization').click();
  await expect(page.getByText('Enter an email address, such as')).toBeVisible();
  await field(page, "First Admin's email").fill(email);
  await button(page, 'Create organization').click();
  const link = await page.getByRole('dialog').getByLabel('Invitation link', { exact: true }).inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'First Admin' })).toBeVisible();

  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(heading(guest, `Join ${name}`)).toBeVisible();
  await field(guest, 'Name').fill('Grace Hopper');
  await field(guest, 'Password').fill('a few words in a row 7');
  await button(guest, 'Join').click();
  await expect(heading(guest, 'Overview')).toBeVisible();
  await expect(guest.getByRole('link', { name: 'Team' })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('heading', { name: 'First Admin' })).toBeHidden();
  const second = await browser.newContext({ baseURL: keyport.portalUrl });
  const late = await second.newPage();
  await late.goto(link);
  await expect(heading(late, `Join ${name}`)).toBeHidden();
  for (const each of [page.context(), context, second]) await each.close();
});

test('an operator of no organization has an account, with an authenticator', async ({ browser, keyport }) => {
  const page = await operatorPage(browser, keyport);
  await page.goto('/operator');
  await chooseFrom(button(page, 'Olga Meyer, your menu'), page.getByRole('menuitem', { name: 'Account' }));
  await expect(heading(page, 'Account')).toBeVisible();
  await expect(button(page, 'Set up authenticator')).toBeVisible();
  await page.context().close();
});

test('an operator who is also a member gets there from their menu, and back', async ({
  portal,
  keyport,
  ada,
}) => {
  const menu = button(portal, `${ada.name}, your menu`);
  await portal.goto('/');
  await menu.click();
  await expect(portal.getByRole('menuitem', { name: 'Account' })).toBeVisible();
  await expect(portal.getByRole('menuitem', { name: 'Operator' })).toBeHidden();
  await query(keyport, 'update user_account set operator = true where id = $1', [ada.actor.userId]);
  await portal.reload();
  await chooseFrom(menu, portal.getByRole('menuitem', { name: 'Operator' }));
  await expect(heading(portal, 'Operator')).toBeVisible();
  await portal.getByRole('link', { name: `Back to ${ada.actor.organization.name}` }).click();
  await expect(heading(portal, 'Overview')).toBeVisible();
});

test('for everybody else these screens do not exist, and forged requests change nothing', async ({
  portal,
  browser,
  context,
  keyport,
  ada,
}) => {
  const { id } = ada.actor.organization;
  const screens = [
    '/operator',
    '/operator/organizations/new',
    `/operator/organizations/${id}`,
    '/operator/permissions',
    '/operator/permissions/generator',
    '/operator/new-permission',
    '/operator/import',
    '/operator/contacts',
    '/operator/account',
    '/operator/audit',
  ];
  for (const path of screens) {
    const answer = await portal.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(portal.getByText('There is nothing at this address.')).toBeVisible();
    const flight = await context.request.get(path, { headers: { RSC: '1' } });
    expect(await flight.text(), path).not.toContain('Identity');
    expect(await flight.text(), path).not.toContain('/v2/token/generate');
  }
  const operator = await operatorPage(browser, keyport);
  await operator.goto(`/operator/organizations/${id}`);
  const { permission } = grantsOf(operator);
  const grant = await captureAction(operator, () => permission('Mapper').click());
  const answer = await grant.send(context.request);
  expect(answer).toMatchObject({ ok: false, code: 'NOT_OPERATOR' });
  await operator.goto('/operator/contacts');
  await field(operator, 'Publisher').fill('me@example.com');
  const contacts = await captureAction(operator, () => button(operator, 'Save contact text').click());
  expect(await contacts.send(context.request)).toMatchObject({ ok: false, code: 'NOT_OPERATOR' });
  expect(await query(keyport, 'select * from contact_text')).toEqual([]);
  const refusals = await query(
    keyport,
    `select action, outcome, organization_id, details->>'code' as code from audit_event
     where actor_id = $1 and action not like 'session%' order by position`,
    [ada.actor.userId],
  );
  const refused = { outcome: 'failure', organization_id: null, code: 'NOT_OPERATOR' };
  await operator.goto('/operator/audit');
  const log = operator.getByRole('table', { name: 'Audit log' });
  await expect(log.getByRole('row').nth(1)).toContainText('Edited contact text');
  await expect(log.getByRole('row').nth(1)).toContainText(ada.name);
  await expect(log.getByRole('row').nth(1)).toContainText('Failure');
  expect(refusals.slice(-2)).toEqual([
    { ...refused, action: 'permission.withdraw' },
    { ...refused, action: 'contact.edit' },
  ]);
  expect(
    await query(keyport, 'select 1 from permission_grant where organization_id = $1', [id]),
  ).toHaveLength(4);
  await operator.context().close();
});

test('people are shown whom to ask, by the kind of their organization', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const operator = await operatorPage(browser, keyport);
  await operator.goto('/operator/contacts');
  await field(operator, 'Publisher').fill('publishers@example.com');
  await field(operator, 'DSP').fill('your account manager');
  await expect(field(operator, 'DSP')).toHaveAccessibleDescription(/ask your account manager\./);
  await button(operator, 'Save contact text').click();
  await expect(operator.getByText('The contact text was saved.')).toBeVisible();
  await operator.goto(`/operator/organizations/${ada.actor.organization.id}`);
  await grantsOf(operator).permission('Bidder').click();
  await expect(operator.getByText('Bidder was withdrawn.')).toBeVisible();

  const form = await fillNewKey(portal, 'Token server');
  const permissions = portal.getByRole('group', { name: 'API Permissions' });
  await expect(form.permission('Bidder')).toBeDisabled();
  await expect(form.permission('Generator')).toHaveAccessibleDescription(/Recommended for you/);
  await expect(permissions).toHaveAccessibleDescription(/ask publishers@example\.com\./);
  const { id } = await newKey(ada, {});
  await portal.goto(`/keys/${id}/edit`);
  await expect(permissions).toHaveAccessibleDescription(/ask publishers@example\.com\./);

  await field(operator, 'Kind').selectOption('DSP');
  await button(operator, 'Save organization').click();
  await expect(operator.getByText('was saved.')).toBeVisible();
  await portal.goto('/keys/new');
  await expect(permissions).toHaveAccessibleDescription(/ask your account manager\./);
  await expect(keyForm(portal).permission('Bidder')).toHaveAccessibleDescription(/Not granted/);
  await expect(keyForm(portal).permission('Generator')).not.toHaveAccessibleDescription(/Recommended/);
  await operator.context().close();
});
