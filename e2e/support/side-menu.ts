import type { Page } from '@playwright/test';

/** Follows the side menu to a screen, and waits for it. */
export async function followMenu(
  page: Page,
  group: 'Access' | 'Organization',
  screen: string,
): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Main' }).getByRole('list', { name: group, exact: true });
  await menu.getByRole('link', { name: screen, exact: true }).click();
  await page.getByRole('heading', { name: screen, level: 1, exact: true }).waitFor();
}

export const sideMenu = (page: Page) => page.getByRole('navigation', { name: 'Main' });
