import type { Page } from '@playwright/test';
import { confirmDelete } from '../support/delete-dialog';
import { keyForm } from '../support/key-form';
import { chooseAction, columnHead, keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { newPerson } from '../support/person';
import { closeReveal, readReveal } from '../support/reveal';
import { followMenu } from '../support/side-menu';
import { overview, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { DAY, dateBox, wholeMinuteAfter } from '../support/times';
import { verify } from '../support/verifier';

const AUTO = 'Auto-Generated API Key (Created By System)';
const NAME = 'Day to day reports';

/** The first steps of every procedure. */
const openManager = (page: Page) =>
  test.step('Click Access → API Keys in the side menu', async () => {
    await page.goto('/');
    await followMenu(page, 'Access', 'API Keys');
  });

const keyIn = async (page: Page, name: string) =>
  (await keyRow(page, name).row.getByRole('code').textContent()) ?? '';

test('Every user has a default API key, and deleted, a new one takes its place', async ({
  page,
  keyport,
}) => {
  const ada = await newPerson('Ada Byron');
  await test.step('Make sure you are logged in', async () => {
    await trySignIn(page, ada);
    await expect(overview(page)).toBeVisible();
  });
  await openManager(page);
  await test.step('There you find the key that the system generated', () =>
    expect(keyRow(page, AUTO).row).toContainText('Your personal key'));
  const credentials = await test.step('Its credentials are revealed on the Account page', async () => {
    await chooseAction(page, AUTO, 'Reveal');
    await page.getByRole('main').getByRole('button', { name: 'Reveal', exact: true }).click();
    const shown = await readReveal(page, AUTO);
    await closeReveal(page, AUTO);
    expect(await verify(keyport, shown)).toBe('VALID');
    return shown;
  });
  await openManager(page);
  await test.step('Revoke the default API key by deleting it', async () => {
    expect(await keyIn(page, AUTO)).toBe(credentials.key);
    await keyRow(page, AUTO).delete.click();
    await confirmDelete(page, AUTO, credentials.key);
    expect(await verify(keyport, credentials)).toBe('NOT_FOUND');
  });
  await test.step('The system creates a new default API key', async () => {
    await expect(keyRow(page, AUTO).row).not.toContainText(credentials.key);
    await expect(keyRow(page, AUTO).row).toHaveCount(1);
    expect(await keyIn(page, AUTO)).toMatch(/^kp_live_/);
  });
});

test('The overview: name, key, last use, expiration, status, and actions to copy, revoke, edit and delete', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const credentials = await newKey(ada, { name: NAME });
  const { row, copyKey, edit } = keyRow(portal, NAME);
  await openManager(portal);
  await test.step('From left to right, the columns', async () => {
    const heads = ['Name', 'Status Expires', 'Key Created', 'Permissions', 'Last used', 'Actions'];
    const places = await Promise.all(heads.map((head) => columnHead(portal, head).boundingBox()));
    const lefts = places.map((place) => place?.x ?? Number.NaN);
    expect(lefts).toEqual(lefts.toSorted((one, other) => one - other));
    await expect(row.getByRole('cell', { name: 'Never', exact: true }), 'last used').toHaveCount(1);
    await expect(row.getByRole('cell', { name: 'Active No expiry', exact: true })).toBeVisible();
  });
  await test.step('Copy the API key', async () => {
    await copyKey.click();
    await expect.poll(() => portal.evaluate(() => navigator.clipboard.readText())).toBe(credentials.key);
  });
  await test.step('Edit the API key', async () => {
    await edit.click();
    await keyForm(portal).description.fill('Exports at night');
    await keyForm(portal).save.click();
    await expect(row).toContainText('Exports at night');
  });
  await test.step('Use the API key: the overview tells when', async () => {
    expect(await verify(keyport, credentials)).toBe('VALID');
    await expect(async () => {
      await portal.reload();
      await expect(row.getByRole('cell', { name: 'Never', exact: true })).toHaveCount(0, { timeout: 1_000 });
    }).toPass();
  });
  await test.step('Revoke the API key', async () => {
    await chooseAction(portal, NAME, 'Revoke');
    await portal.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(row).toContainText('Revoked');
    expect(await verify(keyport, credentials)).toBe('REVOKED');
  });
  await test.step('Delete the API key', async () => {
    await keyRow(portal, NAME).delete.click();
    await confirmDelete(portal, NAME, credentials.key);
    await expect(row).toBeHidden();
    expect(await verify(keyport, credentials)).toBe('NOT_FOUND');
  });
});

test('Creating a new API key', async ({ portal, keyport }) => {
  const form = keyForm(portal);
  const end = wholeMinuteAfter(keyport.clock.now(), 30 * DAY);
  await openManager(portal);
  await test.step('Click the button Add API Key in the top right corner', () =>
    portal.getByRole('link', { name: 'Add API Key' }).first().click());
  await test.step('Give your API key a name', async () => {
    await form.name.fill(NAME);
    await form.permission('Mapper').check();
  });
  await test.step('Define an expiration date', () => form.expiration.fill(dateBox(end)));
  await test.step('Set the status of your API key on Activated', () => form.status('Activated').check());
  const credentials = await test.step('Click Add API Key', async () => {
    await form.add.click();
    const shown = await readReveal(portal, NAME);
    await closeReveal(portal, NAME);
    return shown;
  });
  await test.step('You are taken back to the overview, which shows the new API key', async () => {
    await expect(portal).toHaveURL('/keys');
    const day = end.toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
    for (const words of [credentials.key, day, 'Active']) {
      await expect(keyRow(portal, NAME).row).toContainText(words);
    }
  });
  await test.step('It gives access until it has expired', async () => {
    expect(await verify(keyport, credentials)).toBe('VALID');
    keyport.clock.set(end);
    expect(await verify(keyport, credentials)).toBe('EXPIRED');
  });
});
