import type { Locator, Page } from '@playwright/test';
import { keyRow } from '../support/key-table';
import { newPerson } from '../support/person';
import { revealOf } from '../support/reveal';
import { signInPage } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { forgetFailedTries } from '../support/throttle';
import { verify } from '../support/verifier';

const NAME = 'By keyboard';
const MAX_STOPS = 60;

/** Presses Tab until the element has the focus, at most as often as there are stops. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never got to ${target}`);
}

test('from signing in to deleting a key, the keyboard is enough', async ({ page, keyport }) => {
  await forgetFailedTries(keyport);
  const grace = await newPerson('Grace Hopper');
  const keys = page.keyboard;
  await page.goto('/sign-in');
  const form = signInPage(page);
  await expect(form.email).toBeFocused();
  await keys.type(grace.email);
  await keys.press('Tab');
  await keys.type(grace.password);
  await keys.press('Enter');

  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await keys.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API Keys' }));
  await keys.press('Enter');
  await expect(page.getByRole('heading', { name: 'API Keys' })).toBeVisible();
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Add API Key' }).first());
  await keys.press('Enter');

  await expect(page.getByRole('heading', { name: 'Add API Key' })).toBeVisible();
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await keys.type(NAME);
  await tabTo(page, page.getByRole('radio', { name: 'Production' }));
  // Held as long as a finger does: radix chooses while the key is down.
  await keys.press('ArrowDown', { delay: 100 });
  await expect(page.getByRole('radio', { name: 'Integration' })).toBeChecked();
  await tabTo(page, page.getByRole('checkbox', { name: 'Generator' }));
  await keys.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Add API Key' }));
  await keys.press('Enter');

  const reveal = revealOf(page, NAME);
  await expect(reveal.heading).toBeFocused();
  const credentials = { key: await reveal.key.inputValue(), secret: await reveal.secret.inputValue() };
  await tabTo(page, reveal.close);
  await keys.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await tabTo(page, question.getByRole('button', { name: 'Close' }));
  await keys.press('Enter');

  const row = keyRow(page, NAME);
  await tabTo(page, row.moreActions);
  await keys.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Details' })).toBeFocused();
  await keys.press('Escape');
  await expect(row.moreActions).toBeFocused();
  await keys.press('Shift+Tab');
  await expect(row.delete).toBeFocused();
  await keys.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Delete API Key: ${NAME}` });
  await expect(dialog.getByLabel('Type the API key to confirm')).toBeFocused();
  for (let stops = 0; stops < 6; stops++) {
    await keys.press('Tab');
    await expect(dialog, 'the focus stays in the dialog').toContainText(/./);
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await tabTo(page, dialog.getByLabel('Type the API key to confirm'));
  await keys.type(credentials.key);
  await keys.press('Enter');
  await expect(page.getByText('Create your first API key')).toBeVisible();
  expect(await verify(keyport, credentials, { environment: 'integration' })).toBe('NOT_FOUND');
  await expect(page.getByRole('main')).toBeFocused();
});
