import type { Page } from '@playwright/test';

/** The Account screen, by its labels. A dialog's fields are looked up in the dialog. */
export const accountPage = (page: Page) => {
  const dialog = page.getByRole('dialog');
  const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
  return {
    heading: page.getByRole('heading', { name: 'Account', level: 1 }),
    button,
    dialog,
    field: (label: string) => dialog.getByLabel(label, { exact: true }),
    submit: (name: string) => dialog.getByRole('button', { name, exact: true }),
    sessions: page.getByRole('list', { name: 'Sessions' }).getByRole('listitem'),
    codes: page.getByRole('region', { name: 'recovery codes', exact: true }),
    setupKey: page.getByRole('textbox', { name: 'Setup key' }),
    passcode: page.getByLabel('One-time passcode', { exact: true }),
  };
};
