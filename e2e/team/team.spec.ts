import { query } from '../support/database';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { signInPage } from '../support/sign-in-page';
import { browserOf, chooseFor, inviteDialog, joinPage, memberRow, newColleague } from '../support/team';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

test('without mail the link is shown to be handed on, and can be had again', async ({
  portal,
  browser,
  ada,
}) => {
  const organization = ada.actor.organization.name;
  await portal.goto('/team');
  const form = inviteDialog(portal);
  await form.open.click();
  await form.email.fill('not an address');
  await form.send.click();
  await expect(form.email).toHaveAccessibleDescription(/Enter an email address/);
  await form.email.fill(`Nova.${process.pid}@Example.com`);
  await form.role('Admin').check();
  await form.send.click();
  const first = await form.link.inputValue();
  await portal.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(form.link).toBeHidden();
  const row = portal.getByRole('listitem', { name: `nova.${process.pid}@example.com` });
  await expect(row).toContainText('Admin, invited by Ada Byron');
  await row.getByRole('button', { name: 'Resend' }).click();
  const link = await form.link.inputValue();
  expect(link).not.toBe(first);

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(first);
  await expect(joinPage(guest, organization).over).toBeVisible();
  await guest.goto(link);
  const join = joinPage(guest, organization);
  await join.name.fill('Nova Reyes');
  await join.password.fill('quiet otters cross the bridge');
  await join.join.click();
  await guest.getByRole('link', { name: 'Team' }).click();
  const self = memberRow(guest, { email: `nova.${process.pid}@example.com` });
  await expect(self).toContainText('You');
  await expect(self).toContainText('Admin');
  await expect(self).toContainText('Off');
  await guest.context().close();
});

test('a role holds from the next request on, and screens show what it allows', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const otto = await newColleague(ada, 'Otto Berg', 'operations');
  const { id } = await newKey(ada, { name: 'Token server' });
  const { page, context } = await browserOf(browser, keyport, otto);
  await page.goto('/keys');
  await expect(page.getByRole('link', { name: 'Add API Key' })).toBeVisible();
  await page.goto('/team');
  await expect(page.getByRole('button', { name: 'Invite' })).toBeHidden();
  await expect(page.getByRole('button', { name: `Actions for ${ada.name}` })).toBeHidden();

  await portal.goto('/team');
  await chooseFor(portal, otto, 'Change role');
  const dialog = portal.getByRole('dialog', { name: 'Role of Otto Berg' });
  await dialog.getByRole('radio', { name: 'Viewer', exact: true }).check();
  await dialog.getByRole('button', { name: 'Save role' }).click();
  await expect(memberRow(portal, otto)).toContainText('Viewer');

  await page.goto('/keys');
  await expect(page.getByRole('link', { name: 'Token server' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add API Key' })).toBeHidden();
  // In the row of the organization's key: the personal one remains Otto's, whatever his role.
  const row = keyRow(page, 'Token server');
  for (const operation of [row.edit, row.roll, row.delete]) await expect(operation).toBeHidden();
  await row.moreActions.click();
  await expect(page.getByRole('menuitem')).toHaveText(['Details']);
  for (const [path, where] of [
    ['/keys/new', '/keys'],
    [`/keys/${id}/edit`, `/keys/${id}`],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveURL(keyport.portalUrl + where);
  }
  for (const name of ['Edit', 'Roll', 'Delete']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeHidden();
  }
  await context.close();
});

test('removing shows which keys end with it, and ends them and the sessions immediately', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const otto = await newColleague(ada, 'Otto Berg', 'operations');
  const personal = await newKey(ada, { name: 'Laptop of Otto' });
  const shared = await newKey(ada, { name: 'Token server' });
  await query(
    keyport,
    `update api_key set owner_id = (select id from user_account where email = $1) where id = $2`,
    [otto.email, personal.id],
  );
  const { page, context } = await browserOf(browser, keyport, otto);
  await page.goto('/keys');
  await expect(page.getByRole('heading', { name: 'API Keys' })).toBeVisible();
  expect(await verify(keyport, shared)).toBe('VALID');

  await portal.goto('/team');
  await chooseFor(portal, otto, 'Remove');
  const question = portal.getByRole('alertdialog');
  await expect(question).toContainText('Laptop of Otto');
  await expect(question).toContainText(personal.key);
  await expect(question).not.toContainText('Token server');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(question).toBeHidden();
  await expect(memberRow(portal, otto)).toBeHidden();
  expect(await verify(keyport, personal)).toBe('NOT_FOUND');
  expect(await verify(keyport, shared)).toBe('VALID');
  await page.goto('/keys');
  await expect(signInPage(page).heading).toBeVisible();
  await signInPage(page).email.fill(otto.email);
  await signInPage(page).password.fill(otto.password);
  await signInPage(page).signIn.click();
  await expect(page.getByRole('heading', { name: 'No organization' })).toBeVisible();
  await expect(page.getByText('Ask an Admin of yours for an invitation')).toBeVisible();
  await context.close();
});

test('the last Admin cannot leave or step down; another can', async ({ portal, ada }) => {
  await portal.goto('/team');
  await chooseFor(portal, ada, 'Leave');
  await portal.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(portal.getByText('An organization needs an Admin.')).toBeVisible();
  await portal.getByRole('button', { name: 'Cancel' }).click();
  await chooseFor(portal, ada, 'Change role');
  const dialog = portal.getByRole('dialog', { name: `Role of ${ada.name}` });
  await dialog.getByRole('radio', { name: 'Viewer', exact: true }).check();
  await dialog.getByRole('button', { name: 'Save role' }).click();
  await expect(dialog.getByRole('alert')).toContainText('An organization needs an Admin.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const otto = await newColleague(ada, 'Otto Berg', 'admin');
  await portal.reload();
  await expect(memberRow(portal, otto)).toBeVisible();
  await chooseFor(portal, ada, 'Leave');
  await portal.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(signInPage(portal).heading).toBeVisible();
});
