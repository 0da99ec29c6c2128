import type { Locator, Page } from '@playwright/test';
import { chooseFrom } from './menu';

export const keyTable = (page: Page): Locator => page.getByRole('table', { name: 'API Keys' });

/** A key's row, and the buttons at its right edge. */
export function keyRow(page: Page, name: string) {
  const row = keyTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
  const button = (label: string) => row.getByRole('button', { name: label, exact: true });
  return {
    row,
    name: row.getByRole('link', { name, exact: true }),
    copyKey: button('Copy key'),
    edit: button('Edit'),
    roll: button('Roll'),
    delete: button('Delete'),
    moreActions: button('More actions'),
  };
}

/** Opens a row's menu and chooses from it. */
export async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  const item = page.getByRole('menuitem', { name: action, exact: true });
  await chooseFrom(keyRow(page, name).moreActions, item);
}

export const columnHead = (page: Page, name: string): Locator =>
  keyTable(page).getByRole('columnheader', { name, exact: true });

/** The control that sorts by a value, and its column's header. */
export function sortHead(page: Page, fact: string) {
  const button = page.getByRole('button', { name: fact, exact: true });
  const head = keyTable(page).getByRole('columnheader').filter({ has: button });
  return { head, button: head.getByRole('button', { name: fact, exact: true }) };
}

/** The visible names, in order. */
export const keyNames = (page: Page): Locator => keyTable(page).getByRole('rowheader').getByRole('link');

/** "1–25 of 260 keys" */
export const keyCount = (page: Page): Locator => page.getByRole('status').filter({ hasText: /keys?$/ });

export const keySearch = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search name or key' });
