import type { Page } from '@playwright/test';
import { confirmDelete } from '../support/delete-dialog';
import { keyForm } from '../support/key-form';
import { chooseAction, keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { newPerson, type Person } from '../support/person';
import { closeReveal, readReveal, revealOf } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { followMenu } from '../support/side-menu';
import { overview, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { DAY, dateBox, HOUR, MINUTE, wholeMinuteAfter } from '../support/times';
import { verify } from '../support/verifier';

const NAME = 'Newsletter';

/** The first steps of every procedure. */
async function findKeys(page: Page, person: Person): Promise<void> {
  await test.step('Sign in to your account', async () => {
    await trySignIn(page, person);
    await expect(overview(page)).toBeVisible();
  });
  await test.step('Click the dropdown in the top right, and Settings in it', async () => {
    const { name } = person.actor.organization;
    const settings = page.getByRole('menuitem', { name: 'Settings', exact: true });
    // A page that has just loaded may not be hydrated yet.
    await expect(async () => {
      const dropdown = page.getByRole('button', { name: `Organization: ${name}`, exact: true });
      if (!(await settings.isVisible())) await dropdown.click({ timeout: 2_000 });
      await settings.click({ timeout: 2_000 });
    }).toPass();
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  });
  await test.step('Click the API Keys link in the left navigation', () =>
    followMenu(page, 'Access', 'API Keys'));
}

test('Obtaining your API keys: a public Default API Key is there from the start', async ({
  page,
  keyport,
}) => {
  await findKeys(page, await newPerson('Ada Byron'));
  await test.step('Its key alone is enough', async () => {
    const { row } = keyRow(page, 'Default API Key');
    await expect(row).toContainText('Public');
    const key = (await row.getByRole('code').textContent()) ?? '';
    const call = { method: 'POST', path: '/v2/token/refresh' };
    expect(await verify(keyport, { key }, call)).toBe('VALID');
  });
});

for (const expiring of [false, true]) {
  test(`Creating an API key${expiring ? ' with an expiration date' : ''}`, async ({
    page,
    context,
    keyport,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await findKeys(page, await newPerson('Ada Byron'));
    const form = keyForm(page);
    const end = wholeMinuteAfter(keyport.clock.now(), DAY);
    await test.step('Click the Add API Key button in the top right', () =>
      page.getByRole('link', { name: 'Add API Key' }).first().click());
    await test.step("Enter the API key's name", async () => {
      await form.name.fill(NAME);
      await form.permission('Generator').check();
    });
    await test.step('Enter an expiration date, if you like', async () => {
      await expect(form.expiration).toHaveValue('');
      if (expiring) await form.expiration.fill(dateBox(end));
    });
    const credentials = await test.step('Click Add API Key', async () => {
      await form.add.click();
      return readReveal(page, NAME);
    });
    await test.step('Copy the key, and find it in the table', async () => {
      await revealOf(page, NAME).copyKey.click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(credentials.key);
      await closeReveal(page, NAME);
      await expect(keyRow(page, NAME).row).toContainText(credentials.key);
    });
    await test.step(expiring ? 'It works until its date' : 'It does not expire', async () => {
      expect(await verify(keyport, credentials)).toBe('VALID');
      keyport.clock.set(end);
      expect(await verify(keyport, credentials)).toBe(expiring ? 'EXPIRED' : 'VALID');
    });
  });
}

test.describe('with an authenticator', () => {
  test.use({ withAuthenticator: true });

  test('Rolling your API keys', async ({ portal, keyport, ada }) => {
    const old = await newKey(ada, { name: NAME });
    const panel = rollDialog(portal);
    await test.step('Click the ellipsis beside the key and select Roll', async () => {
      await portal.goto('/keys');
      await chooseAction(portal, NAME, 'Roll');
      await expect(panel.grace('In 12 hours')).toBeChecked();
    });
    const fresh = await test.step('Roll with the twelve hours that are preselected', async () => {
      await panel.passcode.fill(ada.freshPasscode(keyport.clock));
      await panel.roll.click();
      const shown = await readReveal(portal, NAME);
      await closeReveal(portal, NAME);
      return shown;
    });
    await test.step('The old key works for twelve hours, the new one from now on', async () => {
      const rolledBy = keyport.clock.now();
      expect(await verify(keyport, fresh)).toBe('VALID');
      keyport.clock.set(new Date(rolledBy.getTime() + 12 * HOUR - MINUTE));
      expect(await verify(keyport, old)).toBe('VALID');
      keyport.clock.set(new Date(rolledBy.getTime() + 12 * HOUR));
      expect(await verify(keyport, old)).toBe('ROLLED');
      expect(await verify(keyport, fresh)).toBe('VALID');
    });
  });
});

test('Deleting your API keys', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada, { name: NAME });
  await test.step('Click the ellipsis beside the key and select Delete', async () => {
    await portal.goto('/keys');
    await chooseAction(portal, NAME, 'Delete');
    await confirmDelete(portal, NAME, credentials.key);
  });
  await test.step('Its access is revoked at once', async () => {
    await expect(keyRow(portal, NAME).row).toBeHidden();
    expect(await verify(keyport, credentials)).toBe('NOT_FOUND');
  });
});
