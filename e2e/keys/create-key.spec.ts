import { keyForm } from '../support/key-form';
import { keyRow, keyTable } from '../support/key-table';
import { closeQuestion, revealOf } from '../support/reveal';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Token server – EU';

test('a key is made, its secret is copied and closed, and its row is there', async ({ portal, keyport }) => {
  await portal.goto('/keys');
  await expect(portal.getByText('Create your first API key')).toBeVisible();
  await portal.getByRole('link', { name: 'Add API Key' }).first().click();
  await expect(portal.getByRole('heading', { name: 'Add API Key', level: 1 })).toBeVisible();

  const form = keyForm(portal);
  await expect(form.type('Secret')).toBeChecked();
  await expect(form.environment('Production')).toBeChecked();
  await expect(form.status('Activated')).toBeChecked();
  for (const name of ['Mapper', 'Generator', 'Sharer', 'Bidder']) {
    await expect(form.permission(name)).not.toBeChecked();
  }
  await expect(form.permission('Generator')).toHaveAccessibleDescription(/Recommended for you/);

  await form.name.fill(NAME);
  await form.description.fill('Frankfurt, two hosts');
  await form.permission('Generator').check();
  await form.add.click();

  const reveal = revealOf(portal, NAME);
  await expect(reveal.heading).toBeFocused();
  await expect(reveal.secret).toHaveValue(/^kps_live_[0-9A-Za-z]{38}$/);
  await expect(reveal.key).toHaveValue(/^kp_live_[0-9A-Za-z]{22}$/);
  await expect(reveal.secret).not.toBeEditable();
  await expect(reveal.key).not.toBeEditable();
  await expect(reveal.copySecret).toBeVisible();
  await expect(reveal.copyKey).toBeVisible();
  const credentials = { key: await reveal.key.inputValue(), secret: await reveal.secret.inputValue() };
  expect(await verify(keyport, credentials, { permission: 'generator' })).toBe('VALID');

  const question = closeQuestion(portal);
  await reveal.close.click();
  await expect(question.dialog).toContainText(
    "Make sure you've copied your secret to a secure location. After you close this page it can't be shown again.",
  );
  await question.cancel.click();
  await expect(question.dialog).toBeHidden();
  await expect(reveal.secret).toHaveValue(credentials.secret);

  let reloads = 0;
  portal.on('domcontentloaded', () => reloads++);
  await reveal.close.click();
  await question.close.click();
  await expect(portal).toHaveURL('/keys');
  await expect(keyRow(portal, NAME).row).toContainText('Frankfurt, two hosts');
  await expect(keyRow(portal, NAME).row).toContainText(credentials.key);
  expect(reloads, 'the row comes without a reload').toBe(0);
});

test('a public key has no secret, asks nothing when closed, and takes fit permissions alone', async ({
  portal,
  keyport,
  ada,
}) => {
  await portal.goto('/keys/new');
  const form = keyForm(portal);
  await form.name.fill(`Web portal of ${ada.name}`);
  await form.type('Public').check();
  await expect(form.permission('Mapper')).toBeDisabled();
  await form.permission('Generator').check();
  await form.add.click();

  const reveal = revealOf(portal, `Web portal of ${ada.name}`);
  await expect(reveal.heading).toBeVisible();
  await expect(reveal.secret).toBeHidden();
  const key = await reveal.key.inputValue();
  expect(await verify(keyport, { key }, { method: 'POST', path: '/v2/token/refresh' })).toBe('VALID');
  await reveal.close.click();
  await expect(keyTable(portal)).toContainText(key);
});

test('a permission chosen before Public was is not sent along', async ({ portal, ada }) => {
  await portal.goto('/keys/new');
  const form = keyForm(portal);
  await form.name.fill(`App of ${ada.name}`);
  await form.permission('Mapper').check();
  await form.permission('Generator').check();
  await form.type('Public').check();
  await form.add.click();
  await expect(revealOf(portal, `App of ${ada.name}`).heading).toBeVisible();
});

test('a deactivated key of Integration is refused until it is enabled', async ({ portal, keyport, ada }) => {
  await portal.goto('/keys/new');
  const form = keyForm(portal);
  await form.name.fill(`Trial of ${ada.name}`);
  await form.environment('Integration').check();
  await form.status('Deactivated').check();
  await form.permission('Mapper').check();
  await form.add.click();
  const reveal = revealOf(portal, `Trial of ${ada.name}`);
  await expect(reveal.key).toHaveValue(/^kp_test_/);
  const credentials = { key: await reveal.key.inputValue(), secret: await reveal.secret.inputValue() };
  expect(await verify(keyport, credentials, { environment: 'integration' })).toBe('DISABLED');
});
