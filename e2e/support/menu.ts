import { expect, type Locator } from '@playwright/test';

/**
 * Opens a menu by its button and chooses from it. A click before a page's scripts run is lost, and rows that are
 * rendered again close their menus: then it is opened once more.
 */
export async function chooseFrom(button: Locator, item: Locator): Promise<void> {
  await expect(async () => {
    if (!(await item.isVisible())) await button.click({ timeout: 2_000 });
    await item.click({ timeout: 2_000 });
  }).toPass();
}

/** Opens a dialog right after its page has loaded: a click before the page's scripts run is lost. */
export async function openOnceListening(button: Locator, dialog: Locator): Promise<void> {
  await expect(async () => {
    if (!(await dialog.isVisible())) await button.click({ timeout: 2_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
