import type { Locator, Page } from '@playwright/test';
import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { operatorPage } from '../support/operator';
import { closeReveal, readReveal } from '../support/reveal';
import { sideMenu } from '../support/side-menu';
import { chooseSignOut, signInPage } from '../support/sign-in-page';
import { expect, test } from '../support/test';

const NAME = 'Token server';

const question = (page: Page) => {
  const dialog = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  return {
    dialog,
    stay: dialog.getByRole('button', { name: 'Stay', exact: true }),
    leave: dialog.getByRole('button', { name: 'Leave', exact: true }),
  };
};

const datasets = (page: Page) => page.getByRole('heading', { name: 'Datasets', level: 1 });

test('a form with something typed is not left without a question, however it is left', async ({
  portal,
  ada,
}) => {
  await portal.goto('/keys');
  await portal.getByRole('link', { name: 'Add API Key' }).first().click();
  const form = keyForm(portal);
  await form.name.fill(NAME);
  const { dialog, stay, leave } = question(portal);
  const ways = {
    link: () => sideMenu(portal).getByRole('link', { name: 'Datasets' }).click(),
    cancel: () => portal.getByRole('link', { name: 'Cancel' }).click(),
    back: () => portal.evaluate(() => window.history.back()),
    'sign out': () => chooseSignOut(portal, ada),
  };
  for (const [way, go] of Object.entries(ways)) {
    await go();
    await expect(dialog, way).toBeVisible();
    await stay.click();
    await expect(dialog, way).toBeHidden();
    await expect(form.name, way).toHaveValue(NAME);
  }
  await ways.link();
  await leave.click();
  await expect(datasets(portal)).toBeVisible();
  await portal.goBack();
  await expect(form.name).toHaveValue('');
});

/** Types into the first field of each form's screen, and leaves it by a link. */
async function expectGuarded(page: Page, paths: readonly string[], link: Locator): Promise<void> {
  const { dialog, leave } = question(page);
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('main').getByRole('textbox').first().fill('Something else');
    await link.click();
    await expect(dialog, path).toBeVisible();
    await leave.click();
    await expect(dialog, path).toBeHidden();
    await expect(page, path).not.toHaveURL(path);
  }
}

test('every form that saves what is typed asks so', async ({ portal, ada }) => {
  const { id } = await newKey(ada);
  const paths = ['/keys/new', `/keys/${id}/edit`, '/datasets/new', '/webhooks/new', '/settings'];
  await expectGuarded(portal, paths, sideMenu(portal).getByRole('link', { name: 'Team' }));
});

test("so do an operator's", async ({ browser, keyport, ada }) => {
  const page = await operatorPage(browser, keyport);
  const paths = [
    '/operator/new-permission',
    '/operator/permissions/generator',
    '/operator/contacts',
    '/operator/organizations/new',
    `/operator/organizations/${ada.actor.organization.id}`,
  ];
  const menu = page.getByRole('navigation', { name: 'Operator' });
  await expectGuarded(page, paths, menu.getByRole('link', { name: 'Audit log' }));
  await page.context().close();
});

test('Back leads to the screen before, once it is meant', async ({ portal, ada: _ }) => {
  await portal.goto('/keys');
  await portal.getByRole('link', { name: 'Add API Key' }).first().click();
  await keyForm(portal).name.fill(NAME);
  await portal.evaluate(() => window.history.back());
  await question(portal).leave.click();
  await expect(portal).toHaveURL('/keys');
});

test('closing the tab brings up the question of the browser', async ({ portal, ada: _ }) => {
  await fillNewKey(portal, NAME);
  const asked = portal.waitForEvent('dialog');
  await portal.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(keyForm(portal).name).toHaveValue(NAME);
});

test('a form that holds nothing, or nothing any more, is left as it is', async ({ portal, ada: _ }) => {
  await portal.goto('/keys/new');
  const form = keyForm(portal);
  await form.expiration.focus();
  await form.ipRanges.focus();
  await sideMenu(portal).getByRole('link', { name: 'Datasets' }).click();
  await expect(datasets(portal)).toBeVisible();

  await portal.goto('/keys/new');
  await form.name.fill(NAME);
  await form.name.fill('');
  await sideMenu(portal).getByRole('link', { name: 'Datasets' }).click();
  await expect(datasets(portal)).toBeVisible();
});

test('what was saved is left without a question, and Back does not lead into it again', async ({
  portal,
  ada: _,
}) => {
  await portal.goto('/datasets');
  await sideMenu(portal).getByRole('link', { name: 'API Keys' }).click();
  await portal.getByRole('link', { name: 'Add API Key' }).first().click();
  const form = keyForm(portal);
  await form.name.fill(NAME);
  await form.permission('Generator').check();
  await form.add.click();
  await readReveal(portal, NAME);
  await closeReveal(portal, NAME);
  await expect(keyRow(portal, NAME).row).toBeVisible();
  await portal.goBack();
  await expect(portal).toHaveURL('/keys');

  await portal.goto('/settings');
  const name = portal.getByRole('textbox', { name: 'Name' });
  await name.fill(`Organization ${Date.now()}`);
  await portal.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(portal.getByText('The name was saved.')).toBeVisible();
  await sideMenu(portal).getByRole('link', { name: 'Datasets' }).click();
  await expect(datasets(portal)).toBeVisible();
});

test('Save and Cancel lead back to where the edit began', async ({ portal, ada }) => {
  const { id } = await newKey(ada);
  await newKey(ada, { name: 'Token mapper' });
  const list = '/keys?q=token&sort=-created';
  for (const button of ['Save Key', 'Cancel']) {
    await portal.goto(list);
    await keyRow(portal, NAME).edit.click();
    await portal.getByRole('button', { name: button, exact: true }).click();
    await expect(portal, button).toHaveURL(list);
    await portal.goto(`/keys/${id}`);
    await portal.getByRole('main').getByRole('button', { name: 'Edit', exact: true }).click();
    await portal.getByRole('button', { name: button, exact: true }).click();
    await expect(portal, button).toHaveURL(`/keys/${id}`);
  }
});

test('signing out leaves a form once that is meant', async ({ portal, ada }) => {
  await fillNewKey(portal, NAME);
  await chooseSignOut(portal, ada);
  await question(portal).leave.click();
  await expect(signInPage(portal).heading).toBeVisible();
});
