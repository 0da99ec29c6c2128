import { query } from '../support/database';
import { insertKeyScene } from '../support/key-scene';
import { keyRow, keyTable } from '../support/key-table';
import { newKey } from '../support/keys';
import { insertManyKeys } from '../support/many-keys';
import { newPerson } from '../support/person';
import { expect, test } from '../support/test';

const MAX_BYTES_PER_ROW = 2_048;
const MAX_CARD_PX = 160;

for (const width of [1440, 1280, 1024]) {
  test(`at ${width} px no cell is cut off, and the status is in view`, async ({ portal, keyport, ada }) => {
    await newPerson('Jonas Weber', ada.actor.organization.name);
    await insertKeyScene(keyport, ada);
    await portal.setViewportSize({ width, height: 900 });
    await portal.goto('/keys');
    await expect(keyRow(portal, 'Reporting').row).toContainText('Expires in');
    // Still a table, whose rows can be compared: cards are for narrower windows.
    await expect(keyTable(portal).getByRole('columnheader', { name: 'Status' })).toBeVisible();
    await portal.evaluate(() => document.fonts.ready);
    const cut = await keyTable(portal).evaluate((table) => {
      // Names and notes end in an ellipsis, and their tooltip shows the rest: their containers must not be clipped.
      const cells = [...table.querySelectorAll('th, td')];
      const lines = [...table.querySelectorAll('code, time, small:not(.clip), .state, button')];
      return [...cells, ...lines]
        .filter((element) => {
          const cell = element.closest('th, td');
          const overflows =
            cell !== null && element.getBoundingClientRect().right > cell.getBoundingClientRect().right;
          return (
            element.scrollWidth > element.clientWidth + (element.clientWidth === 0 ? Infinity : 0) ||
            overflows
          );
        })
        .map((element) => element.textContent ?? element.tagName);
    });
    expect(cut).toEqual([]);
    const scrolls = await keyTable(portal).evaluate((table) => {
      const around = table.parentElement;
      return around !== null && around.scrollWidth > around.clientWidth;
    });
    expect(scrolls, 'nothing lies beside what is seen').toBe(false);
    for (const status of await keyTable(portal).locator('.state').all()) {
      await expect(status).toBeVisible();
      const box = await status.boundingBox();
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThan(width);
    }
  });
}

for (const width of [768, 390]) {
  test(`at ${width} px rows are cards of at most ${MAX_CARD_PX} px`, async ({ portal, keyport, ada }) => {
    await insertKeyScene(keyport, ada);
    await portal.setViewportSize({ width, height: 900 });
    await portal.goto('/keys');
    const { row } = keyRow(portal, 'Bidder – us-east');
    await expect(row).toContainText('Two credentials');
    for (const card of await keyTable(portal).getByRole('row').all()) {
      expect((await card.boundingBox())?.height ?? 0).toBeLessThanOrEqual(MAX_CARD_PX);
    }
    const wider = await portal.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  });
}

test('a hundred rows are sent with at most 2 KB each, everything around them included', async ({
  portal,
  keyport,
  ada,
}) => {
  await insertManyKeys(keyport, ada, 100);
  const organization = [ada.actor.organization.id];
  const mine = 'select id from api_key where organization_id = $1';
  // As in a real organization: long names, notes, secrets, usage.
  await query(
    keyport,
    `update api_key set name = 'Token server for ' || name, name_fold = 'token server for ' || name_fold,
       description = 'Frankfurt, two hosts' where organization_id = $1`,
    organization,
  );
  await query(
    keyport,
    `update credential c set secret_hash = 'x' from api_key k
     where k.id = c.api_key_id and k.type = 'secret' and k.organization_id = $1`,
    organization,
  );
  await query(
    keyport,
    `insert into credential_use (credential_id, at)
     select id, now() from credential where api_key_id in (${mine}) on conflict do nothing`,
    organization,
  );
  const answer = await portal.request.get('/keys?size=100');
  const html = await answer.body();
  expect(String(html).match(/<tr /g)).toHaveLength(101);
  expect(html.length / 100).toBeLessThanOrEqual(MAX_BYTES_PER_ROW);
});

test('one tooltip serves all buttons: by pointer, by keyboard, closed by Escape', async ({ portal, ada }) => {
  await newKey(ada, { permissions: ['generator', 'mapper'] });
  await newKey(ada, { name: 'Other' });
  await portal.goto('/keys');
  const tooltip = portal.getByRole('tooltip');
  const row = keyRow(portal, 'Token server');
  await row.roll.hover();
  await expect(tooltip).toHaveText('Roll');
  await row.delete.hover();
  await expect(tooltip).toHaveText('Delete');
  await row.row.locator('time').first().hover();
  await expect(tooltip).toHaveText(/UTC \(UTC\)$/);
  await portal.mouse.move(0, 0);
  await expect(tooltip).toHaveCount(0);

  await row.delete.focus();
  await portal.keyboard.press('Shift+Tab');
  await expect(row.roll).toBeFocused();
  await expect(tooltip).toHaveText('Roll');
  await portal.keyboard.press('Escape');
  await expect(tooltip).toHaveCount(0);
  await expect(row.roll).toBeFocused();
  await row.row.getByRole('button', { name: '+1: Generator' }).hover();
  await expect(tooltip).toHaveText('+1: Generator');
});

test("one menu serves all rows: it is the pressed row's, and gives the focus back to the very button", async ({
  portal,
  ada,
}) => {
  await newKey(ada, { name: 'Alpha' });
  await newKey(ada, { name: 'Bravo' });
  await portal.goto('/keys');
  const alpha = keyRow(portal, 'Alpha').moreActions;
  const bravo = keyRow(portal, 'Bravo').moreActions;
  await expect(alpha).toHaveAccessibleDescription('Alpha');
  const menu = portal.getByRole('menu');
  await expect(async () => {
    await alpha.click();
    await expect(menu).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(alpha).toHaveAttribute('aria-expanded', 'true');
  await alpha.click();
  await expect(menu).toHaveCount(0);
  await bravo.click();
  await expect(menu).toBeVisible();
  await portal.keyboard.press('Escape');
  await expect(bravo).toBeFocused();
  await portal.keyboard.press('ArrowDown');
  await expect(portal.getByRole('menuitem', { name: 'Details' })).toBeFocused();
  await portal.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(keyRow(portal, 'Bravo').row).toContainText('Disabled');
  await expect(keyRow(portal, 'Alpha').row).toContainText('Active');
  await bravo.click();
  await portal.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(portal.getByRole('dialog', { name: 'Delete API Key: Bravo' })).toBeVisible();
  // While the menu fades out, Escape is still meant for it.
  await expect(menu).toHaveCount(0);
  await expect(portal.getByLabel('Type the API key to confirm')).toBeFocused();
  await portal.keyboard.press('Escape');
  await expect(bravo).toBeFocused();
  await keyRow(portal, 'Alpha').delete.click();
  await expect(portal.getByRole('dialog', { name: 'Delete API Key: Alpha' })).toBeVisible();
  await portal.keyboard.press('Escape');
  await expect(keyRow(portal, 'Alpha').delete).toBeFocused();
});
