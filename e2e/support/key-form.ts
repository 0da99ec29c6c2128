import type { Page } from '@playwright/test';

/** The form of Add API Key and Edit API Key, by its labels. */
export const keyForm = (page: Page) => ({
  name: page.getByLabel('Name', { exact: true }),
  description: page.getByLabel('Description', { exact: true }),
  type: (type: 'Secret' | 'Public') => page.getByRole('radio', { name: type, exact: true }),
  environment: (name: 'Production' | 'Integration') => page.getByRole('radio', { name, exact: true }),
  status: (name: 'Activated' | 'Deactivated') => page.getByRole('radio', { name, exact: true }),
  permission: (name: string) => page.getByRole('checkbox', { name, exact: true }),
  expiration: page.getByLabel('Expiration', { exact: true }),
  ipRanges: page.getByLabel('IP ranges', { exact: true }),
  rate: page.getByLabel('Rate limit', { exact: true }),
  period: page.getByLabel('Period', { exact: true }),
  everyone: page.getByRole('checkbox', { name: 'Yes, everyone is meant' }),
  advanced: page.getByRole('button', { name: 'Advanced', exact: true }),
  externalId: page.getByLabel('External ID', { exact: true }),
  metadata: page.getByLabel('Metadata', { exact: true }),
  add: page.getByRole('button', { name: 'Add API Key', exact: true }),
  save: page.getByRole('button', { name: 'Save Key', exact: true }),
  failure: page.getByRole('main').getByRole('alert'),
});

/** Opens Add API Key and fills in the required fields. */
export async function fillNewKey(page: Page, name: string, permissions = ['Generator']) {
  await page.goto('/keys/new');
  const form = keyForm(page);
  await form.name.fill(name);
  for (const permission of permissions) await form.permission(permission).check();
  return form;
}
