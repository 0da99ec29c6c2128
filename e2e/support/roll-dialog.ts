import { expect, type Page } from '@playwright/test';
import { keyRow } from './key-table';
import { closeReveal, readReveal } from './reveal';
import { dateBox } from './times';

export type GraceLabel = 'Immediately' | `In ${string}` | 'At a date';

/** The panel that rolls a key. */
export function rollDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Roll API Key' });
  return {
    dialog,
    /** A label is only its words: the time beside it is its description. */
    grace: (label: GraceLabel) => dialog.getByRole('radio', { name: label, exact: true }),
    date: dialog.getByLabel('Date', { exact: true }),
    passcode: dialog.getByRole('textbox', { name: 'One-time passcode', exact: true }),
    roll: dialog.getByRole('button', { name: 'Roll API Key', exact: true }),
    cancel: dialog.getByRole('button', { name: 'Cancel', exact: true }),
  };
}

/** Rolls a key from its row, and closes the reveal. The preselected twelve hours are kept by default. */
export async function rollFromRow(
  page: Page,
  name: string,
  passcode: string,
  grace: GraceLabel = 'In 12 hours',
  date?: Date,
): Promise<{ key: string; secret: string }> {
  await keyRow(page, name).roll.click();
  const panel = rollDialog(page);
  await expect(panel.grace('In 12 hours')).toBeChecked();
  await panel.grace(grace).check();
  if (date) await panel.date.fill(dateBox(date));
  await panel.passcode.fill(passcode);
  await panel.roll.click();
  const fresh = await readReveal(page, name);
  await closeReveal(page, name);
  await expect(keyRow(page, name).row).toContainText(fresh.key);
  return fresh;
}
