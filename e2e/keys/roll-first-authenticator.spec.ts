import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { readReveal } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { expect, test } from '../support/test';

const NAME = 'Token server';

test('people without an authenticator are led to set one up, and come back to the roll', async ({
  portal,
  keyport,
  ada,
}) => {
  await newKey(ada);
  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  await expect(dialog.dialog).toContainText('you have none yet');
  await expect(dialog.roll).toBeHidden();
  await dialog.dialog.getByRole('link', { name: 'Set up authenticator' }).click();

  await expect(portal.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await portal.getByRole('button', { name: 'Set up authenticator' }).click();
  const password = portal.getByLabel('Password', { exact: true });
  await password.fill('not my password');
  await portal.getByRole('button', { name: 'Continue' }).click();
  await expect(password).toHaveAccessibleDescription(/not your password/);
  await password.fill(ada.password);
  await portal.getByRole('button', { name: 'Continue' }).click();

  await expect(portal.getByRole('img', { name: 'The code to scan with your authenticator' })).toBeVisible();
  const setupKey = portal.getByRole('textbox', { name: 'Setup key' });
  await expect(setupKey).toHaveValue(/^[A-Z2-7]{32}$/);
  ada.seed = await setupKey.inputValue();
  const passcode = portal.getByLabel('One-time passcode', { exact: true });
  const right = ada.freshPasscode(keyport.clock);
  await passcode.fill(String((Number(right) + 1) % 1_000_000).padStart(6, '0'));
  await portal.getByRole('button', { name: 'Turn on' }).click();
  await expect(passcode).toHaveAccessibleDescription(/wrong or no longer current/);
  await passcode.fill(right);
  await portal.getByRole('button', { name: 'Turn on' }).click();

  const codes = portal.getByRole('region', { name: 'recovery codes', exact: true });
  await expect(codes).toHaveText(/^([a-z2-9]{5}-[a-z2-9]{5}\s*){10}$/);
  await portal.getByRole('link', { name: `I have kept them, roll ${NAME}` }).click();
  await expect(dialog.grace('In 12 hours')).toBeChecked();
  await dialog.passcode.fill(ada.freshPasscode(keyport.clock));
  await dialog.roll.click();
  await readReveal(portal, NAME);
});

test('an authenticator that was not proved with a passcode counts for nothing', async ({ portal, ada }) => {
  await newKey(ada);
  await portal.goto('/account');
  await portal.getByRole('button', { name: 'Set up authenticator' }).click();
  await portal.getByLabel('Password', { exact: true }).fill(ada.password);
  await portal.getByRole('button', { name: 'Continue' }).click();
  await expect(portal.getByRole('textbox', { name: 'Setup key' })).toBeVisible();
  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  await expect(rollDialog(portal).dialog).toContainText('you have none yet');
});
