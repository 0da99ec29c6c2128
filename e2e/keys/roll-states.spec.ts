import { keyForm } from '../support/key-form';
import { chooseAction, keyRow } from '../support/key-table';
import { newKey, utc } from '../support/keys';
import { rollDialog, rollFromRow } from '../support/roll-dialog';
import { expect, test } from '../support/test';
import { DAY, dateBox, MINUTE, wholeMinuteAfter } from '../support/times';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Token server';

test('an expired key asks for a new expiration before it is rolled', async ({ portal, keyport, ada }) => {
  const expiration = wholeMinuteAfter(keyport.clock.now(), 5 * MINUTE);
  const old = await newKey(ada, { expiration: utc(expiration) });
  keyport.clock.set(expiration);
  await portal.goto('/keys');
  await expect(keyRow(portal, NAME).row).toContainText('Expired');
  expect(await verify(keyport, old)).toBe('EXPIRED');
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  await expect(dialog.dialog).toContainText('has expired. Give it a new expiration first');
  await expect(dialog.roll).toBeHidden();
  await dialog.dialog.getByRole('link', { name: 'Edit expiration' }).click();

  await keyForm(portal).expiration.fill(dateBox(new Date(keyport.clock.now().getTime() + DAY)));
  await keyForm(portal).save.click();
  await expect(portal).toHaveURL('/keys');
  expect(await verify(keyport, old)).toBe('VALID');
  const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
  expect(await verify(keyport, fresh)).toBe('VALID');
});

test('a revoked key cannot be rolled', async ({ portal, ada }) => {
  await newKey(ada);
  await portal.goto('/keys');
  await chooseAction(portal, NAME, 'Revoke');
  await portal.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(keyRow(portal, NAME).row).toContainText('Revoked');
  await keyRow(portal, NAME).roll.click();
  await expect(rollDialog(portal).dialog).toContainText('was revoked, which is final');
  await expect(rollDialog(portal).roll).toBeHidden();
});

test('a disabled key stays disabled when it is rolled', async ({ portal, keyport, ada }) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  await chooseAction(portal, NAME, 'Disable');
  await expect(keyRow(portal, NAME).row).toContainText('Disabled');
  const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
  await expect(keyRow(portal, NAME).row).toContainText('Disabled');
  expect([await verify(keyport, old), await verify(keyport, fresh)]).toEqual(['DISABLED', 'DISABLED']);
  await chooseAction(portal, NAME, 'Enable');
  await expect(keyRow(portal, NAME).row).toContainText('Two credentials');
  expect([await verify(keyport, old), await verify(keyport, fresh)]).toEqual(['VALID', 'VALID']);
});
