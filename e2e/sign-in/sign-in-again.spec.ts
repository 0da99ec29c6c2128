import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { fillNewKey } from '../support/key-form';
import { chooseAction, keyRow } from '../support/key-table';
import type { Keyport } from '../support/keyport';
import { countKeys, newKey } from '../support/keys';
import { chooseFrom } from '../support/menu';
import { newPerson, type Person } from '../support/person';
import { readReveal } from '../support/reveal';
import { signIn } from '../support/sign-in';
import { overview, signInAgain } from '../support/sign-in-page';
import { joinAsColleague } from '../support/team';
import { expect, test } from '../support/test';

const NAME = 'Token server';

const endSessions = (keyport: Keyport, { actor }: Person) =>
  query(keyport, 'delete from session where user_id = $1', [actor.userId]);

async function answer(page: Page, { password }: Person): Promise<void> {
  const question = signInAgain(page);
  await question.password.fill(password);
  await question.signIn.click();
}

test('a form whose session ended asks for the password, and is sent then', async ({
  portal,
  keyport,
  ada,
}) => {
  const form = await fillNewKey(portal, NAME);
  await endSessions(keyport, ada);
  await form.add.click();
  const question = signInAgain(portal);
  await expect(question.email).toHaveValue(ada.email);
  await expect(question.email).not.toBeEditable();
  await expect(question.password).toBeFocused();
  await question.password.fill('not my password');
  await question.signIn.click();
  await expect(question.dialog.getByRole('alert')).toContainText('Email or password is wrong.');
  expect(await countKeys(keyport, ada)).toBe(0);
  await answer(portal, ada);
  await readReveal(portal, NAME);
  expect(await countKeys(keyport, ada)).toBe(1);
});

test('cancelling keeps the form, which says why nothing was sent', async ({ portal, keyport, ada }) => {
  const form = await fillNewKey(portal, NAME);
  await endSessions(keyport, ada);
  await form.add.click();
  await signInAgain(portal).password.press('Escape');
  await expect(form.failure).toContainText('You are signed out. Sign in again. Nothing you typed is lost.');
  await expect(form.failure).toBeInViewport();
  await expect(portal.locator(':focus')).toContainText('You are signed out.');
  await expect(form.name).toHaveValue(NAME);
  await form.add.click();
  await answer(portal, ada);
  await readReveal(portal, NAME);
});

test('what has no form continues as well', async ({ portal, keyport, ada }) => {
  await newKey(ada);
  await portal.goto('/keys');
  await endSessions(keyport, ada);
  await chooseAction(portal, NAME, 'Disable');
  await answer(portal, ada);
  await expect(portal.getByText(`${NAME} was disabled.`)).toBeVisible();
  await expect(keyRow(portal, NAME).row).toContainText('Disabled');
});

test.describe('with an authenticator', () => {
  test.use({ withAuthenticator: true });

  test('the passcode is asked for too', async ({ portal, keyport, ada }) => {
    const form = await fillNewKey(portal, NAME);
    await endSessions(keyport, ada);
    await form.add.click();
    await answer(portal, ada);
    const question = signInAgain(portal);
    await question.passcode.fill(ada.freshPasscode(keyport.clock));
    await question.verify.click();
    await readReveal(portal, NAME);
  });
});

test("work continues in the page's organization, not in the first one", async ({ portal, keyport, ada }) => {
  const bea = await newPerson('Bea Lind');
  await joinAsColleague(bea, ada, 'admin');
  await portal.goto('/keys');
  await chooseFrom(
    portal.getByRole('button', { name: `Organization: ${ada.actor.organization.name}` }),
    portal.getByRole('menuitemradio', { name: bea.actor.organization.name }),
  );
  await expect(
    portal.getByRole('button', { name: `Organization: ${bea.actor.organization.name}` }),
  ).toBeVisible();
  const form = await fillNewKey(portal, NAME);
  await endSessions(keyport, ada);
  await form.add.click();
  await answer(portal, ada);
  await readReveal(portal, NAME);
  expect([await countKeys(keyport, ada), await countKeys(keyport, bea)]).toEqual([0, 1]);
});

test('somebody else who has signed in gets the start page, and nothing is sent', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  const bea = await newPerson('Bea Lind');
  const form = await fillNewKey(portal, NAME);
  await endSessions(keyport, ada);
  await form.add.click();
  await expect(signInAgain(portal).dialog).toBeVisible();
  await signIn(context, keyport, bea);
  // Like when the tab is shown again.
  await portal.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(overview(portal)).toBeVisible();
  await expect(
    portal.getByRole('button', { name: `Organization: ${bea.actor.organization.name}` }),
  ).toBeVisible();
  expect([await countKeys(keyport, ada), await countKeys(keyport, bea)]).toEqual([0, 0]);
});

test('signing in in another tab is enough', async ({ portal, context, keyport, ada }) => {
  const form = await fillNewKey(portal, NAME);
  await endSessions(keyport, ada);
  await form.add.click();
  await expect(signInAgain(portal).dialog).toBeVisible();
  await signIn(context, keyport, ada);
  await portal.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await readReveal(portal, NAME);
});
