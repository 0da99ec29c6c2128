import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { keyRow } from '../support/key-table';
import { newPerson } from '../support/person';
import { closeReveal, readReveal } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { signIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Auto-Generated API Key (Created By System)';

const ownKey = (page: Page) => {
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: NAME, exact: true }) });
  const button = (name: string) => row.getByRole('button', { name, exact: true });
  return { row, reveal: button('Reveal'), roll: button('Roll'), delete: button('Delete') };
};

test('every member has one, reveals it once, rolls it afterwards, and gets a new one when it is deleted', async ({
  browser,
  keyport,
  ada,
}) => {
  const vera = await newPerson('Vera Rubin', ada.actor.organization.name);
  await query(keyport, `update membership set role = 'viewer' where user_id = $1`, [vera.actor.userId]);
  await vera.setUpAuthenticator();
  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  await signIn(context, keyport, vera, vera.freshPasscode(keyport.clock));
  const page = await context.newPage();
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeVisible();
  const own = ownKey(page);
  await expect(own.row).toContainText('No secret yet');
  await expect(own.roll).toBeHidden();

  await own.reveal.click();
  const shown = await readReveal(page, NAME);
  expect(shown.secret).toMatch(/^kps_live_/);
  await closeReveal(page, NAME);
  await expect(page).toHaveURL('/account');
  await expect(own.reveal).toBeHidden();
  expect(await page.content()).not.toContain(shown.secret);
  expect(await verify(keyport, shown, { permission: 'portal:keys:read' })).toBe('INSUFFICIENT_PERMISSIONS');
  const events = await query(
    keyport,
    `select action, details::text from audit_event where actor_id = $1 and action = 'key.reveal'`,
    [vera.actor.userId],
  );
  expect(events).toEqual([
    { action: 'key.reveal', details: JSON.stringify({ key: shown.key }).replace(':', ': ') },
  ]);

  await own.roll.click();
  await rollDialog(page).grace('Immediately').check();
  await rollDialog(page).passcode.fill(vera.freshPasscode(keyport.clock));
  await rollDialog(page).roll.click();
  const rolled = await readReveal(page, NAME);
  await closeReveal(page, NAME);
  expect(await verify(keyport, shown, {})).toBe('ROLLED');
  expect(await verify(keyport, rolled, {})).toBe('VALID');

  await own.delete.click();
  const dialog = page.getByRole('dialog', { name: `Delete API Key: ${NAME}` });
  await expect(dialog).toContainText('a new one takes its place at once');
  await dialog.getByLabel('Type the API key to confirm').fill(rolled.key);
  await dialog.getByRole('button', { name: 'Delete Key' }).click();
  await expect(own.reveal).toBeVisible();
  await expect(own.row).not.toContainText(rolled.key);
  expect(await verify(keyport, rolled, {})).toBe('NOT_FOUND');
  await context.close();
});

test('Admins see it and can stop it; another member does not see it', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const vera = await newPerson('Vera Rubin', ada.actor.organization.name);
  const otto = await newPerson('Otto Hahn', ada.actor.organization.name);
  await query(keyport, `update membership set role = 'operations' where user_id = any($1)`, [
    [vera.actor.userId, otto.actor.userId],
  ]);
  const [hers] = await query<{ id: string }>(keyport, 'select id from api_key where owner_id = $1', [
    vera.actor.userId,
  ]);

  await portal.goto(`/keys/${hers?.id}`);
  await expect(portal.getByText('Personal key of')).toBeVisible();
  await expect(portal.getByRole('button', { name: 'Roll', exact: true })).toBeHidden();
  await expect(portal.getByRole('button', { name: 'Edit', exact: true })).toBeHidden();
  await expect(portal.getByRole('button', { name: 'Delete', exact: true })).toBeVisible();
  await portal.goto('/keys');
  const hersInTable = keyRow(portal, NAME).row.filter({ hasText: 'Personal key of Vera Rubin' });
  await hersInTable.getByRole('button', { name: 'More actions' }).click();
  await portal.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(hersInTable).toContainText('Disabled');

  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  await signIn(context, keyport, otto);
  const page = await context.newPage();
  await page.goto('/keys');
  await expect(keyRow(page, NAME).row).toContainText('Your personal key');
  await expect(keyRow(page, NAME).row).toHaveCount(1);
  const answer = await page.goto(`/keys/${hers?.id}`);
  expect(answer?.status()).toBe(404);
  await context.close();
});
