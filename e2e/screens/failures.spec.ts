import type { Page } from '@playwright/test';
import { fillNewKey, keyForm } from '../support/key-form';
import { chooseAction, keyRow } from '../support/key-table';
import { countKeys, newKey } from '../support/keys';
import { openOnceListening } from '../support/menu';
import { breakActions, outdateActions } from '../support/network';
import { newPerson } from '../support/person';
import { readReveal } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { chooseSignOut, signInPage, signOut } from '../support/sign-in-page';
import { expect, test } from '../support/test';

const NAME = 'Token server';
const UPDATED = 'Keyport was updated. Reload the page.';

const toast = (page: Page) => page.getByRole('region', { name: /Notifications/ }).getByRole('listitem');

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test.describe(`in a window of ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test('a failed submit is seen where the button is, and has the focus', async ({ portal, ada }) => {
      const { id } = await newKey(ada, { name: 'Bid server' });
      const adding = await fillNewKey(portal, NAME);
      const restore = await breakActions(portal);
      await adding.add.click();
      await expectSeen(portal, 'Keyport could not be reached.');
      await expect(adding.add).toBeInViewport({ ratio: 1 });
      await expect(adding.name).toHaveValue(NAME);
      await restore();
      await portal.goto(`/keys/${id}/edit`);
      const editing = keyForm(portal);
      await editing.description.fill('Frankfurt');
      await breakActions(portal);
      await editing.save.click();
      await expectSeen(portal, 'Keyport could not be reached.');
      await expect(editing.save).toBeInViewport({ ratio: 1 });
    });
  });
}

async function expectSeen(page: Page, words: string): Promise<void> {
  const failure = page.getByRole('alert').filter({ hasText: words });
  await expect(failure).toBeInViewport({ ratio: 1 });
  await expect(page.locator(':focus')).toContainText(words);
}

test('after an update a form says so, and a reload brings back what was typed', async ({
  portal,
  keyport,
  ada,
}) => {
  const form = await fillNewKey(portal, NAME, ['Generator', 'Sharer']);
  await form.description.fill('Frankfurt');
  await form.environment('Integration').check();
  await form.expiration.fill('2035-01-01T12:00');
  await form.ipRanges.fill('203.0.113.0/24');
  const renew = await outdateActions(portal);
  await form.add.click();
  await expectSeen(portal, UPDATED);
  await renew();
  await portal.getByRole('button', { name: 'Reload' }).click();
  await expect(form.failure).toBeHidden();
  await expect(form.name).toHaveValue(NAME);
  await expect(form.description).toHaveValue('Frankfurt');
  await expect(form.environment('Integration')).toBeChecked();
  await expect(form.permission('Sharer')).toBeChecked();
  await expect(form.expiration).toHaveValue('2035-01-01T12:00');
  await expect(form.ipRanges).toHaveValue('203.0.113.0/24');
  expect(await countKeys(keyport, ada)).toBe(0);
  await form.add.click();
  await readReveal(portal, NAME);
  expect(await countKeys(keyport, ada)).toBe(1);
});

test.describe('with an authenticator', () => {
  test.use({ withAuthenticator: true });

  test('passwords and passcodes are not kept over that reload', async ({ portal, ada }) => {
    await newKey(ada);
    await portal.goto('/keys');
    await keyRow(portal, NAME).roll.click();
    const roll = rollDialog(portal);
    await roll.grace('In 1 hour').check();
    await roll.passcode.fill('123456');
    const renew = await outdateActions(portal);
    await roll.roll.click();
    await expectSeen(portal, UPDATED);
    await roll.dialog.getByRole('button', { name: 'Reload' }).click();
    await expect(roll.dialog).toBeHidden();
    const kept = await portal.evaluate(() => JSON.stringify(window.sessionStorage));
    expect(kept).toContain('1h');
    expect(kept).not.toContain('123456');
    await renew();
    await openOnceListening(keyRow(portal, NAME).roll, roll.dialog);
    await expect(roll.grace('In 1 hour')).toBeChecked();
    await expect(roll.passcode).toHaveValue('');
  });
});

test('an action without a form says what went wrong, and can be taken back where it went right', async ({
  portal,
  ada,
}) => {
  await newKey(ada);
  await portal.goto('/keys');
  const restore = await breakActions(portal);
  await chooseAction(portal, NAME, 'Disable');
  await expect(toast(portal)).toContainText('Keyport could not be reached. Try again.');
  await restore();
  const renew = await outdateActions(portal);
  await chooseAction(portal, NAME, 'Disable');
  await expect(toast(portal).filter({ hasText: UPDATED })).toBeVisible();
  await renew();
  await chooseAction(portal, NAME, 'Disable');
  const done = toast(portal).filter({ hasText: `${NAME} was disabled.` });
  await expect(done).toHaveCSS('font-family', /Geist/);
  await done.getByRole('button', { name: 'Undo' }).click();
  await expect(toast(portal).filter({ hasText: `${NAME} was enabled again.` })).toBeVisible();
  await expect(keyRow(portal, NAME).row).toContainText('Active');
});

for (const { how, trouble, button } of [
  { how: 'where the network fails', trouble: breakActions, button: 'Try again' },
  { how: 'from a page of an earlier build', trouble: outdateActions, button: 'Reload' },
]) {
  test(`signing out ${how} says that the person is still signed in`, async ({ portal, ada }) => {
    await portal.goto('/keys');
    const restore = await trouble(portal);
    await chooseSignOut(portal, ada);
    const failed = toast(portal).filter({ hasText: 'You are still signed in.' });
    await expect(failed).toBeVisible();
    await restore();
    await failed.getByRole('button', { name: button }).click();
    if (button === 'Reload') await signOut(portal, ada);
    await expect(signInPage(portal).heading).toBeVisible();
    await portal.goto('/keys');
    await expect(signInPage(portal).heading).toBeVisible();
  });
}

test('the sign-in page stays, and says so, where the network fails', async ({ page, keyport: _ }) => {
  // Without people there is no form.
  await newPerson('Ada Byron');
  const form = signInPage(page);
  await page.goto('/sign-in');
  await form.email.fill('ada@example.com');
  await form.password.fill('a few words in a row');
  await page.route('**/api/auth/**', (route) => route.abort());
  await form.signIn.click();
  await expectSeen(page, 'Keyport could not be reached.');
  await expect(form.email).toHaveValue('ada@example.com');
});
