import { keyRow } from './support/key-table';
import { newKey } from './support/keys';
import { rollDialog, rollFromRow } from './support/roll-dialog';
import { expect, test } from './support/test';
import { verify } from './support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Token server';

test('the row says that two sets work and whether the old one is used, and ends it early', async ({
  portal,
  keyport,
  ada,
}) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  const { row, blockOld } = keyRow(portal, NAME);
  await expect(blockOld).toBeHidden();
  const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
  await expect(row).toContainText(/Two sets of credentials until .*; the old one was never used\./);

  expect(await verify(keyport, old, { clientIp: '203.0.113.7' })).toBe('VALID');
  // The verifier writes uses in batches, about one a second.
  await expect(async () => {
    await portal.reload();
    await expect(row).toContainText(/Two sets of credentials until .*; the old one was last used /, {
      timeout: 500,
    });
  }).toPass();

  await blockOld.click();
  const question = portal.getByRole('alertdialog', { name: 'Block the old credentials now?' });
  await expect(question).toContainText(old.key);
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await verify(keyport, old)).toBe('VALID');
  await blockOld.click();
  await question.getByRole('button', { name: 'Block old now' }).click();
  await expect(row).not.toContainText('Old credentials');
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
