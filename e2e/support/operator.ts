import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { createOperator } from '@/lib/organizations/setup/create-account';
import type { Keyport } from './keyport';
import { must } from './must';
import { signIn } from './sign-in';

/** An operator, who belongs to no organization. */
export async function newOperator(name = 'Olga Meyer') {
  const id = randomBytes(4).toString('hex');
  const email = `olga.${id}@example.com`;
  const password = `a few words in a row ${id}`;
  const { userId } = must(await createOperator({ email, name, password }));
  return { userId, name, email, password };
}

/** A browser of the operator's own, beside the test's. */
export async function operatorPage(browser: Browser, keyport: Keyport): Promise<Page> {
  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  await signIn(context, keyport, await newOperator());
  return context.newPage();
}

/** The screen of one organization. */
export const grantsOf = (page: Page) => ({
  permission: (name: string) => page.getByRole('checkbox', { name, exact: true }),
  question: page.getByRole('alertdialog'),
  withdraw: page.getByRole('alertdialog').getByRole('button', { name: 'Withdraw', exact: true }),
  cancel: page.getByRole('alertdialog').getByRole('button', { name: 'Cancel', exact: true }),
});
