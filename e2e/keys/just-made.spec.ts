import { fillNewKey } from '../support/key-form';
import { keyNames, keyRow, keyTable } from '../support/key-table';
import { newKey } from '../support/keys';
import { insertManyKeys } from '../support/many-keys';
import { closeReveal } from '../support/reveal';
import { rollFromRow } from '../support/roll-dialog';
import { expect, test } from '../support/test';

const NAME = 'Zebra settlement service';

test('the key just made is in view, whatever there was before, and has the focus', async ({
  portal,
  keyport,
  ada,
}) => {
  await insertManyKeys(keyport, ada, 60);
  await portal.goto('/keys?q=Key&status=disabled&sort=name');
  await expect(keyNames(portal).first()).toHaveText('Key 010');
  const form = await fillNewKey(portal, NAME);
  await form.add.click();
  await closeReveal(portal, NAME);
  await expect(portal).toHaveURL('/keys');
  await expect(keyNames(portal).first()).toHaveText(NAME);
  await expect(keyRow(portal, NAME).name).toBeFocused();
  await expect(keyRow(portal, NAME).name).toBeInViewport();
  await expect(portal.getByText(`${NAME} created`, { exact: true })).toBeVisible();
  await expect(keyTable(portal).locator('tr.just-made')).toContainText(NAME);
  await portal.reload();
  await expect(keyNames(portal).first()).toHaveText(NAME);
  await expect(keyTable(portal).locator('tr.just-made')).toHaveCount(0);
});

test.describe('with an authenticator', () => {
  test.use({ withAuthenticator: true });

  test('after a roll the focus is back on the row, in the list as it was', async ({
    portal,
    keyport,
    ada,
  }) => {
    await newKey(ada, { name: NAME });
    await newKey(ada, { name: 'Alpha' });
    const list = '/keys?q=settlement&sort=name';
    await portal.goto(list);
    await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock));
    await expect(portal).toHaveURL(list);
    await expect(keyRow(portal, NAME).name).toBeFocused();
    await expect(portal.getByText(`${NAME} rolled`, { exact: true })).toBeVisible();
  });
});
