import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { newPerson } from '../support/person';
import { chooseFor, inviteDialog, joinPage, newColleague } from '../support/team';
import { expect, test } from '../support/test';

async function expectNoViolations(page: Page, where: string): Promise<void> {
  // What is still fading in has less contrast than at the end.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    test.slow();

    test('the screens around a team pass axe', async ({ portal, browser, ada }) => {
      const otto = await newColleague(ada, 'Otto Berg', 'operations');
      const carol = await newPerson('Carol Shaw');
      await portal.goto('/team');
      const form = inviteDialog(portal);
      const links: string[] = [];
      for (const email of [`nova.${colorScheme}@example.com`, carol.email]) {
        await form.open.click();
        await form.email.fill(email);
        await expectNoViolations(portal, 'invite');
        await form.send.click();
        links.push(await form.link.inputValue());
        await expectNoViolations(portal, 'link');
        await portal.getByRole('button', { name: 'Close' }).click();
      }
      await expectNoViolations(portal, 'team');
      for (const action of ['Change role', 'Remove']) {
        await chooseFor(portal, otto, action);
        await expect(portal.getByRole('button', { name: 'Cancel' })).toBeVisible();
        await expectNoViolations(portal, action);
        await portal.getByRole('button', { name: 'Cancel' }).click();
      }
      await portal.goto('/settings');
      await expectNoViolations(portal, 'settings');
      await portal.goto(links[0] ?? '');
      await expectNoViolations(portal, 'for another');

      const guest = await (await browser.newContext({ colorScheme })).newPage();
      for (const [index, link] of links.entries()) {
        await guest.goto(link);
        await expect(joinPage(guest, ada.actor.organization.name).heading).toBeVisible();
        await expectNoViolations(guest, `join ${index}`);
      }
      await guest.goto(`${links[0]}x`);
      await expectNoViolations(guest, 'over');
      await guest.context().close();
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing is wider than the screen', async ({ portal, ada }) => {
    await newColleague(ada, 'Somebody with a name that takes more than one line on a phone', 'viewer');
    for (const path of ['/team', '/settings']) {
      await portal.goto(path);
      await expect(portal.getByRole('heading', { level: 1 })).toBeVisible();
      const wider = await portal.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wider, path).toBeLessThanOrEqual(0);
    }
  });
});
