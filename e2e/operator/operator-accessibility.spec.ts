import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { query } from '../support/database';
import { newKey } from '../support/keys';
import { grantsOf, operatorPage } from '../support/operator';
import { test } from '../support/test';

async function expectNoViolations(page: Page, where: string): Promise<void> {
  // What is still fading in has less contrast than at the end.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
}

const screens = (organizationId: string) => [
  '/operator',
  '/operator/organizations/new',
  `/operator/organizations/${organizationId}`,
  '/operator/permissions',
  '/operator/permissions/generator',
  '/operator/new-permission',
  '/operator/import',
  '/operator/contacts',
  '/operator/account',
  '/operator/audit',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the operator's screens pass axe in ${colorScheme}, errors and questions too`, async ({
    browser,
    keyport,
    portal,
    ada,
  }) => {
    test.slow();
    const { id } = ada.actor.organization;
    const key = await newKey(ada, { permissions: ['generator', 'bidder'] });
    await query(keyport, `delete from permission_grant where permission_name = 'bidder'`);
    for (const path of ['/keys', `/keys/${key.id}`, `/keys/${key.id}/edit`]) {
      await portal.emulateMedia({ colorScheme });
      await portal.goto(path);
      await expect(portal.getByText(/not effective/).first()).toBeVisible();
      await expectNoViolations(portal, path);
    }
    const page = await operatorPage(browser, keyport);
    await page.emulateMedia({ colorScheme });
    for (const path of screens(id)) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoViolations(page, path);
    }
    await page.goto('/operator/new-permission');
    await page.getByRole('button', { name: 'Add permission' }).click();
    await expect(page.getByText('Enter a name.')).toBeVisible();
    await expectNoViolations(page, 'errors');
    await page.goto(`/operator/organizations/${id}`);
    await grantsOf(page).permission('Generator').click();
    await expect(grantsOf(page).question).toBeVisible();
    await expectNoViolations(page, 'withdraw');
    await page.context().close();
    await query(
      keyport,
      `insert into permission_grant select id, 'bidder' from organization on conflict do nothing`,
    );
  });
}

test("on a phone the operator's screens are no wider than it", async ({ browser, keyport, ada }) => {
  const page = await operatorPage(browser, keyport);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of screens(ada.actor.organization.id)) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
  }
  await page.context().close();
});
