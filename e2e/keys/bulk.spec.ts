import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { keyRow, keySearch } from '../support/key-table';
import { newKey } from '../support/keys';
import { insertManyKeys } from '../support/many-keys';
import { newPerson } from '../support/person';
import { captureAction } from '../support/server-action';
import { signIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const box = (page: Page, name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
const allBoxes = (page: Page) => page.getByRole('checkbox', { name: 'Select all on this page' });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected rows' });
const press = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true }).click();

test('several keys are disabled, enabled and revoked together', async ({ portal, keyport, ada }) => {
  const keys = [];
  for (const name of ['Batch Alpha', 'Batch Bravo', 'Batch Charlie', 'Batch Delta'])
    keys.push(await newKey(ada, { name }));
  await portal.goto('/keys?q=Batch');
  await expect(bar(portal)).toHaveCount(0);
  await box(portal, 'Batch Alpha').click();
  await box(portal, 'Batch Bravo').click();
  await box(portal, 'Batch Charlie').click();
  await expect(bar(portal).getByRole('status')).toHaveText('3 selected');
  await expect(allBoxes(portal)).toBeChecked({ indeterminate: true });
  await press(portal, 'Disable');
  await expect(portal.getByText('3 disabled.')).toBeVisible();
  await expect(bar(portal)).toHaveCount(0);
  for (const name of ['Batch Alpha', 'Batch Bravo', 'Batch Charlie'])
    await expect(keyRow(portal, name).row).toContainText('Disabled');
  await expect(keyRow(portal, 'Batch Delta').row).toContainText('Active');
  expect(await Promise.all(keys.map((key) => verify(keyport, key)))).toEqual([
    'DISABLED',
    'DISABLED',
    'DISABLED',
    'VALID',
  ]);

  await box(portal, 'Batch Bravo').click();
  await press(portal, 'Enable');
  await expect(portal.getByText('1 enabled.')).toBeVisible();
  await expect(keyRow(portal, 'Batch Bravo').row).toContainText('Active');

  await box(portal, 'Batch Alpha').click();
  await box(portal, 'Batch Delta').click();
  await press(portal, 'Revoke');
  const question = portal.getByRole('dialog', { name: 'Revoke 2 API keys' });
  await expect(question.getByRole('listitem')).toContainText(['Batch Delta', 'Batch Alpha']);
  const confirm = question.getByRole('button', { name: 'Revoke 2' });
  await expect(confirm).toBeDisabled();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar(portal).getByRole('status')).toHaveText('2 selected');
  await press(portal, 'Revoke');
  await question.getByLabel('Type 2 to confirm').fill('3');
  await expect(confirm).toBeDisabled();
  await question.getByLabel('Type 2 to confirm').fill('2');
  await confirm.click();
  await expect(portal.getByText('2 revoked.')).toBeVisible();

  await allBoxes(portal).click();
  await expect(bar(portal).getByRole('status')).toHaveText('4 selected');
  await press(portal, 'Disable');
  await expect(
    portal.getByText(
      '1 disabled. 1 was disabled already: Batch Charlie. 2 were revoked, which is final: Batch Alpha, Batch Delta.',
    ),
  ).toBeVisible();
  expect(await Promise.all(keys.map((key) => verify(keyport, key)))).toEqual([
    'REVOKED',
    'DISABLED',
    'DISABLED',
    'REVOKED',
  ]);
});

test('revoking many counts what changes, shows what is in use first, and whose keys are personal', async ({
  portal,
  keyport,
  ada,
}) => {
  const jonas = await newPerson('Jonas Weber', ada.actor.organization.name);
  const used = await newKey(ada, { name: 'Used' });
  await newKey(ada, { name: 'Quiet' });
  const gone = await newKey(ada, { name: 'Gone' });
  await query(keyport, `update api_key set status = 'revoked' where id = $1`, [gone.id]);
  await query(
    keyport,
    `insert into credential_use (credential_id, at) select id, $2 from credential where api_key_id = $1`,
    [used.id, keyport.clock.now()],
  );
  await portal.goto('/keys');
  await allBoxes(portal).click();
  await press(portal, 'Revoke');
  // With the default key and two personal ones.
  const question = portal.getByRole('dialog', { name: 'Revoke 5 API keys' });
  await expect(question).toContainText('5 active, 1 used in the last 24 hours. 1 is revoked already.');
  await expect(question.getByRole('listitem').first()).toContainText('Used');
  await expect(question.getByText(`Personal key of ${jonas.name}`)).toBeVisible();
  await expect(question.getByRole('listitem').filter({ hasText: 'Gone' })).toHaveCount(0);
  await question.getByLabel('Type 5 to confirm').fill('5');
  await portal.keyboard.press('Enter');
  await expect(portal.getByText('5 revoked.')).toBeVisible();
});

test('what is selected is what is in view', async ({ portal, keyport, ada }) => {
  await insertManyKeys(keyport, ada, 60);
  await portal.goto('/keys');
  await allBoxes(portal).click();
  await expect(bar(portal).getByRole('status')).toHaveText('25 selected');
  await portal.getByRole('button', { name: 'Next page' }).click();
  await expect(bar(portal)).toHaveCount(0);
  await box(portal, 'Key 026').click();
  await keySearch(portal).fill('Key 03');
  await expect(bar(portal)).toHaveCount(0);
  await box(portal, 'Key 031').click();
  await press(portal, 'Clear selection');
  await expect(box(portal, 'Key 031')).not.toBeChecked();
});

test('everything by keyboard', async ({ portal, ada }) => {
  await newKey(ada, { name: 'Batch Alpha' });
  await newKey(ada, { name: 'Batch Bravo' });
  await portal.goto('/keys?q=Batch');
  await allBoxes(portal).focus();
  await portal.keyboard.press('Space');
  await expect(bar(portal).getByRole('status')).toHaveText('2 selected');
  await box(portal, 'Batch Alpha').focus();
  await portal.keyboard.press('Space');
  await expect(bar(portal).getByRole('status')).toHaveText('1 selected');
  await bar(portal).getByRole('button', { name: 'Disable' }).focus();
  await portal.keyboard.press('Enter');
  await expect(keyRow(portal, 'Batch Bravo').row).toContainText('Disabled');
});

test('the selected keys are exported', async ({ portal, ada }) => {
  for (const name of ['Alpha', 'Bravo', 'Charlie']) await newKey(ada, { name });
  await portal.goto('/keys');
  await box(portal, 'Alpha').click();
  await box(portal, 'Charlie').click();
  const downloading = portal.waitForEvent('download');
  await press(portal, 'Export selected');
  const text = await readFile(await (await downloading).path(), 'utf8');
  const names = text.split('\r\n').map((line) => line.split(',')[0]);
  expect(names).toEqual(['\uFEFFName', 'Alpha', 'Charlie', '']);
  await expect(portal.getByText('2 keys exported.')).toBeVisible();
});

test("a forged form with another organization's keys stops nothing", async ({ portal, keyport, ada }) => {
  const mine = await newKey(ada);
  const other = await newPerson('Otto Hahn');
  const foreign = await newKey(other);
  await portal.goto('/keys');
  await box(portal, 'Token server').click();
  const captured = await captureAction(portal, () => press(portal, 'Disable'));
  const answer = await captured.send(portal.request, {
    body: (sent) => sent.replaceAll(mine.id, foreign.id),
  });
  expect(answer).toMatchObject({ ok: true });
  expect(answer.text).toContain('not-found');
  expect(answer.text).not.toContain(other.actor.organization.name);
  expect(await verify(keyport, foreign)).toBe('VALID');
});

test('a viewer has no boxes, and a forged form is refused and recorded', async ({
  portal,
  browser,
  keyport,
  ada,
}) => {
  const key = await newKey(ada);
  await portal.goto('/keys');
  await box(portal, 'Token server').click();
  const captured = await captureAction(portal, () => press(portal, 'Disable'));

  const viewer = await newPerson('Vera Viewer', ada.actor.organization.name);
  await query(keyport, `update membership set role = 'viewer' where user_id = $1`, [viewer.actor.userId]);
  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  await signIn(context, keyport, viewer);
  const page = await context.newPage();
  await page.goto('/keys');
  await expect(page.getByRole('link', { name: 'Token server' })).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  expect(await captured.send(context.request)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  expect(await verify(keyport, key)).toBe('VALID');
  expect(
    await query(keyport, `select outcome from audit_event where actor_id = $1 and action = 'key.disable'`, [
      viewer.actor.userId,
    ]),
  ).toEqual([{ outcome: 'failure' }]);
  await context.close();
});
