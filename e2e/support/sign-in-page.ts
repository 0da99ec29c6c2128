import type { Page } from '@playwright/test';
import { chooseFrom } from './menu';
import type { Person } from './person';

export const signInPage = (page: Page) => ({
  heading: page.getByRole('heading', { name: 'Sign in', level: 1 }),
  email: page.getByLabel('Email', { exact: true }),
  password: page.getByLabel('Password', { exact: true }),
  signIn: page.getByRole('button', { name: 'Sign in', exact: true }),
  passcode: page.getByLabel('One-time passcode', { exact: true }),
  recoveryCode: page.getByLabel('Recovery code', { exact: true }),
  useRecoveryCode: page.getByRole('button', { name: 'Use a recovery code' }),
  verify: page.getByRole('button', { name: 'Verify', exact: true }),
  refusal: page.getByRole('main').getByRole('alert'),
});

/** The dialog over a page whose session has ended. */
export const signInAgain = (page: Page) => {
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  return {
    dialog,
    email: dialog.getByLabel('Email', { exact: true }),
    password: dialog.getByLabel('Password', { exact: true }),
    signIn: dialog.getByRole('button', { name: 'Sign in', exact: true }),
    passcode: dialog.getByLabel('One-time passcode', { exact: true }),
    verify: dialog.getByRole('button', { name: 'Verify', exact: true }),
  };
};

export const overview = (page: Page) => page.getByRole('heading', { name: 'Overview', level: 1 });

/** Fills in address and password, and submits them. */
export async function trySignIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>) {
  const form = signInPage(page);
  await page.goto('/sign-in');
  await form.email.fill(email);
  await form.password.fill(password);
  await form.signIn.click();
  return form;
}

/** Signs out, which some pages answer with a question. */
export async function chooseSignOut(page: Page, { name }: Pick<Person, 'name'>): Promise<void> {
  const button = page.getByRole('button', { name: `${name}, your menu` });
  await chooseFrom(button, page.getByRole('menuitem', { name: 'Sign out' }));
}

export async function signOut(page: Page, person: Pick<Person, 'name'>): Promise<void> {
  await chooseSignOut(page, person);
  await signInPage(page).heading.waitFor();
}
