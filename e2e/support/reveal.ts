import { expect, type Page } from '@playwright/test';

/** The screen that shows new credentials once. */
export const revealOf = (page: Page, name: string) => ({
  heading: page.getByRole('heading', { name: `API Key (${name}) Credentials`, exact: true }),
  secret: page.getByRole('textbox', { name: 'Secret', exact: true }),
  key: page.getByRole('textbox', { name: 'Key', exact: true }),
  copySecret: page.getByRole('button', { name: 'Copy secret', exact: true }),
  copyKey: page.getByRole('button', { name: 'Copy key', exact: true }),
  close: page.getByRole('main').getByRole('button', { name: 'Close', exact: true }),
});

/** The question before the secret disappears. */
export const closeQuestion = (page: Page) => {
  const dialog = page.getByRole('alertdialog', { name: 'Close this page?' });
  return {
    dialog,
    cancel: dialog.getByRole('button', { name: 'Cancel', exact: true }),
    close: dialog.getByRole('button', { name: 'Close', exact: true }),
  };
};

export async function readReveal(page: Page, name: string): Promise<{ key: string; secret: string }> {
  const reveal = revealOf(page, name);
  await expect(reveal.heading).toBeVisible();
  return { key: await reveal.key.inputValue(), secret: await reveal.secret.inputValue() };
}

export async function closeReveal(page: Page, name: string): Promise<void> {
  await revealOf(page, name).close.click();
  await closeQuestion(page).close.click();
  await expect(revealOf(page, name).heading).toBeHidden();
}
