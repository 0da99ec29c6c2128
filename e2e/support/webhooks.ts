import { expect, type Page } from '@playwright/test';
import { query } from './database';
import type { Keyport } from './keyport';
import { chooseFrom } from './menu';

/** The form of Add endpoint and Edit endpoint, by its labels. */
export const endpointForm = (page: Page) => ({
  url: page.getByLabel('URL', { exact: true }),
  description: page.getByLabel('Description', { exact: true }),
  event: (name: string) => page.getByRole('checkbox', { name, exact: true }),
  add: page.getByRole('button', { name: 'Add endpoint', exact: true }),
  save: page.getByRole('button', { name: 'Save endpoint', exact: true }),
});

/** The screen that shows a signing secret once. */
export const signingSecret = (page: Page) => ({
  heading: page.getByRole('heading', { name: 'Signing secret', level: 1 }),
  secret: page.getByRole('textbox', { name: 'Signing secret', exact: true }),
  copy: page.getByRole('button', { name: 'Copy secret', exact: true }),
});

/** Reads the signing secret that is on the screen, and closes it. */
export async function takeSigningSecret(page: Page): Promise<string> {
  const { heading, secret } = signingSecret(page);
  await expect(heading).toBeVisible();
  const shown = await secret.inputValue();
  expect(shown).toMatch(/^whsec_/);
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Close this page?' });
  await question.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(heading).toBeHidden();
  return shown;
}

/** Adds an endpoint through the screen, which ends on its page. Returns its signing secret. */
export async function addEndpoint(page: Page, url: string): Promise<string> {
  await page.goto('/webhooks');
  await page.getByRole('link', { name: 'Add endpoint' }).click();
  const form = endpointForm(page);
  await form.url.fill(url);
  await form.add.click();
  const secret = await takeSigningSecret(page);
  await expect(page.getByRole('heading', { name: new URL(url).host, level: 1 })).toBeVisible();
  return secret;
}

/** Chooses from the menu of an endpoint's page. */
export const chooseForEndpoint = (page: Page, action: 'Roll signing secret' | 'Delete endpoint') =>
  chooseFrom(
    page.getByRole('button', { name: 'More actions' }),
    page.getByRole('menuitem', { name: action, exact: true }),
  );

/** Points an endpoint at an address that Keyport never sends to: each attempt fails without leaving the machine. */
export const makeUnreachable = (keyport: Keyport, id: string) =>
  query(keyport, `update webhook_endpoint set url = 'https://127.0.0.1/webhooks' where id = $1`, [id]);
