import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { fillNewKey } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { revealOf } from '../support/reveal';
import { expect, test } from '../support/test';

const THEMES = ['light', 'dark'] as const;

async function expectNoViolations(page: Page, where: string): Promise<void> {
  // What is still fading in has less contrast than at the end.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
}

for (const colorScheme of THEMES) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    // axe checks everything, on ten screens.
    test.slow();

    test('every screen passes axe, empty and full', async ({ portal, ada }) => {
      await portal.goto('/keys');
      await expect(portal.getByText('Create your first API key')).toBeVisible();
      await expectNoViolations(portal, 'empty table');
      const { id } = await newKey(ada, { name: 'Token server' });
      for (const path of [
        '/',
        '/keys',
        '/keys/new',
        `/keys/${id}`,
        `/keys/${id}/edit`,
        '/account',
        '/try',
        '/audit',
        '/webhooks',
        '/webhooks/new',
      ]) {
        await portal.goto(path);
        await expect(portal.getByRole('heading', { level: 1 })).toBeVisible();
        await expectNoViolations(portal, path);
      }
    });

    test('so do dialogs, menus, errors and the reveal', async ({ portal, ada }) => {
      await newKey(ada, { name: 'Token server' });
      await portal.goto('/keys');
      const row = keyRow(portal, 'Token server');
      await row.roll.click();
      await expect(portal.getByRole('dialog')).toBeVisible();
      await expectNoViolations(portal, 'roll');
      await portal.keyboard.press('Escape');
      await row.delete.click();
      await expect(portal.getByRole('dialog')).toBeVisible();
      await expectNoViolations(portal, 'delete');
      await portal.keyboard.press('Escape');
      await row.moreActions.click();
      await expect(portal.getByRole('menu')).toBeVisible();
      await expectNoViolations(portal, 'menu');
      await portal.keyboard.press('Escape');

      await portal.goto('/account');
      for (const name of ['Change email', 'Change password']) {
        await portal.getByRole('button', { name }).click();
        await expect(portal.getByRole('dialog')).toBeVisible();
        await expectNoViolations(portal, name);
        await portal.keyboard.press('Escape');
      }

      await portal.goto('/keys/new');
      await portal.getByRole('button', { name: 'Add API Key' }).click();
      await expect(portal.getByText('Enter a name.')).toBeVisible();
      await expectNoViolations(portal, 'errors');
      await fillNewKey(portal, 'Nightly match');
      await portal.getByRole('button', { name: 'Add API Key' }).click();
      await expect(revealOf(portal, 'Nightly match').heading).toBeVisible();
      await expectNoViolations(portal, 'reveal');
    });

    test('so do the screens for people who are not signed in', async ({ page, keyport: _ }) => {
      await page.goto('/sign-in');
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await expectNoViolations(page, 'sign-in');
      for (const path of ['/reset-password', '/reset-password#token']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { name: 'Reset password' })).toBeVisible();
        await expectNoViolations(page, path);
      }
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing is wider than the screen, and every action of a row can be reached', async ({
    portal,
    ada,
  }) => {
    const { id } = await newKey(ada, {
      name: 'A name that is long enough to need more than one line on a phone',
    });
    for (const path of [
      '/',
      '/keys',
      '/keys/new',
      `/keys/${id}`,
      `/keys/${id}/edit`,
      '/account',
      '/try',
      '/audit',
      '/webhooks',
      '/webhooks/new',
    ]) {
      await portal.goto(path);
      await expect(portal.getByRole('heading', { level: 1 })).toBeVisible();
      const wider = await portal.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, path).toBeLessThanOrEqual(0);
    }
    await portal.goto('/keys');
    const row = portal.getByRole('row', { name: /long enough/ });
    for (const name of ['Copy key', 'Edit', 'Roll', 'Delete', 'More actions']) {
      const action = row.getByLabel(name, { exact: true });
      await action.scrollIntoViewIfNeeded();
      await expect(action).toBeInViewport();
    }
    await portal.getByRole('button', { name: 'Menu', exact: true }).click();
    await portal.getByRole('dialog').getByRole('link', { name: 'Overview' }).click();
    await expect(portal.getByRole('heading', { name: 'Overview' })).toBeVisible();
  });
});
