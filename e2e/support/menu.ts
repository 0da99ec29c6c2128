import { expect, type Locator } from '@playwright/test';

/**
 * Opens a menu by its button and chooses from it. A press before a page's scripts run is lost, and rows that are drawn
 * again close their menus: then it is opened once more.
 */
export async function chooseFrom(button: Locator, item: Locator): Promise<void> {
  await expect(async () => {
    if (!(await item.isVisible())) await button.click({ timeout: 2_000 });
    await item.click({ timeout: 2_000 });
  }).toPass();
}
