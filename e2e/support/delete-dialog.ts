import { expect, type Page } from '@playwright/test';

/** The dialog that deletes a key. */
function deleteDialog(page: Page, name: string) {
  const dialog = page.getByRole('dialog', { name: `Delete API Key: ${name}`, exact: true });
  return {
    dialog,
    confirmation: dialog.getByLabel('Type the API key to confirm', { exact: true }),
    delete: dialog.getByRole('button', { name: 'Delete Key', exact: true }),
  };
}

/** Types the key that the open dialog asks for, and deletes. */
export async function confirmDelete(page: Page, name: string, key: string): Promise<void> {
  const question = deleteDialog(page, name);
  await expect(question.delete).toBeDisabled();
  await question.confirmation.fill(key);
  await question.delete.click();
  await expect(question.dialog).toBeHidden();
}
