import type { Page } from '@playwright/test';

/** The form of Create dataset, by its labels. */
export const datasetForm = (page: Page) => ({
  name: page.getByLabel('Name', { exact: true }),
  description: page.getByLabel('Description', { exact: true }),
  permission: (name: string) => page.getByRole('checkbox', { name, exact: true }),
  environment: (name: 'Production' | 'Integration') => page.getByRole('radio', { name, exact: true }),
  create: page.getByRole('button', { name: 'Create dataset', exact: true }),
});

/** A dataset's row in the list. */
export function datasetRow(page: Page, name: string) {
  const row = page.getByRole('table', { name: 'Datasets' }).getByRole('row').filter({ hasText: name });
  const button = (label: string) => row.getByRole('button', { name: label, exact: true });
  return { row, edit: button('Edit'), delete: button('Delete'), id: row.getByRole('code') };
}

export async function idOf(page: Page, name: string): Promise<string> {
  return (await datasetRow(page, name).id.textContent()) ?? '';
}
