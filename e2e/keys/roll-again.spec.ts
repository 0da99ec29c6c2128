import { chooseAction, keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { rollDialog, rollFromRow } from '../support/roll-dialog';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Token server';

test('the row says that two sets work and whether the old one is used, and ends it early', async ({
  portal,
  keyport,
  ada,
}) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  const { row, moreActions } = keyRow(portal, NAME);
  const blockOld = portal.getByRole('menuitem', { name: 'Block old credentials' });
  await moreActions.click();
  await expect(portal.getByRole('menuitem', { name: 'Details' })).toBeVisible();
  await expect(blockOld).toBeHidden();
  await portal.keyboard.press('Escape');
  const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
  await expect(row).toContainText('Two credentials');
  await expect(row).toContainText('Old credentials not used; new ones not used yet');

  expect(await verify(keyport, old, { clientIp: '203.0.113.7' })).toBe('VALID');
  // The verifier writes usage in batches, about once a second.
  await expect(async () => {
    await portal.reload();
    await expect(row).toContainText(/Old credentials still in use \(.*\); new ones not used yet/, {
      timeout: 500,
    });
  }).toPass();

  await chooseAction(portal, NAME, 'Block old credentials');
  const question = portal.getByRole('alertdialog', { name: 'Block the old credentials now?' });
  await expect(question).toContainText(old.key);
  await expect(question).toContainText(/Used .* from 203\.0\.113\.7\. Those requests will fail\./);
  await expect(question).toContainText('The new credentials have not been used yet.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await verify(keyport, old)).toBe('VALID');
  await chooseAction(portal, NAME, 'Block old credentials');
  await question.getByRole('button', { name: 'Block old now' }).click();
  await expect(row).not.toContainText('Two credentials');
  expect(await verify(keyport, old)).toBe('ROLLED');
  expect(await verify(keyport, fresh)).toBe('VALID');
});

test('rolling again ends the older credentials, and the panel says so beforehand', async ({
  portal,
  keyport,
  ada,
}) => {
  const first = await newKey(ada);
  await portal.goto('/keys');
  const second = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  await expect(dialog.dialog).toContainText(
    /Credentials from an earlier roll still work until .* ends them at once/,
  );
  await dialog.cancel.click();
  expect(await verify(keyport, first)).toBe('VALID');
  const third = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
  const codes = [await verify(keyport, first), await verify(keyport, second), await verify(keyport, third)];
  expect(codes).toEqual(['ROLLED', 'VALID', 'VALID']);
});
