import type { Page } from '@playwright/test';

/** The screen Try a request, by its labels. */
export const tryForm = (page: Page) => {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  return {
    key: page.getByRole('combobox', { name: 'Key', exact: true }),
    options: page.getByRole('listbox', { name: 'Keys' }).getByRole('option'),
    withSecret: page.getByRole('checkbox', { name: 'The secret comes with the request' }),
    method: field('Method'),
    path: field('Path'),
    environment: field('Environment'),
    client: field('Client address'),
    permission: field('Permission'),
    dataset: field('Dataset'),
    submit: page.getByRole('button', { name: 'Try', exact: true }),
    code: (code: string) => page.getByRole('main').getByText(code, { exact: true }),
    nothing: page.getByText('Nothing tried yet.'),
  };
};

/** Opens the screen and chooses a key by its name. */
export async function chooseKey(page: Page, name: string) {
  await page.goto('/try');
  const form = tryForm(page);
  await form.key.fill(name);
  await form.options.filter({ hasText: name }).click();
  return form;
}
