import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { insertKeyScene } from '../support/key-scene';
import { newKey } from '../support/keys';
import { newPerson } from '../support/person';
import { sessionOf } from '../support/sign-in';
import { expect, test } from '../support/test';
import { HOUR, MINUTE } from '../support/times';
import { verify } from '../support/verifier';

const item = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
const steps = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Get started' }) });

test('a new organization is shown its first steps until all of them are done', async ({
  portal,
  keyport,
  ada,
}) => {
  await portal.goto('/');
  await expect(steps(portal)).toContainText('0 of 4 done');
  await expect(portal.getByText('Nothing needs attention.')).toHaveCount(0);
  for (const [name, heading] of [
    ['See the first request', 'Try a request'],
    ['Turn on your authenticator', 'Account'],
    ['Invite a colleague', 'Team'],
    ['Create your first key', 'Add API Key'],
  ] as const) {
    await portal.goto('/');
    await portal.getByRole('link', { name, exact: true }).click();
    await expect(portal.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }
  const key = await newKey(ada);
  await portal.goto('/');
  await expect(steps(portal)).toContainText('1 of 4 done');
  await expect(portal.getByText('Nothing needs attention.')).toBeVisible();
  // Turning one on signs out every other browser.
  ada.actor.sessionId = await sessionOf(keyport, ada);
  await ada.setUpAuthenticator();
  await newPerson('Jonas Weber', ada.actor.organization.name);
  expect(await verify(keyport, key)).toBe('VALID');
  // The verifier writes usage in batches, about once a second.
  await expect(async () => {
    await portal.reload();
    await expect(portal.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await expect(steps(portal)).toHaveCount(0, { timeout: 500 });
  }).toPass();
});

test('nothing is recommended that takes a service down, with whatever clock a browser has', async ({
  portal,
  keyport,
  ada,
}) => {
  await portal.clock.setSystemTime(new Date(keyport.clock.now().getTime() + 2 * HOUR));
  await insertKeyScene(keyport, ada);
  await portal.goto('/');
  const grace = item(portal, 'Bidder – us-east');
  await expect(grace).toContainText('Old credentials in use');
  await expect(grace).toContainText(/Old credentials still in use \(\d+ min ago\); new ones not used yet/);
  await expect(grace.getByRole('button')).toHaveCount(0);
  await grace.getByRole('link', { name: 'View' }).click();
  await expect(portal.getByText(/Old credentials still in use .*; new ones not used yet/)).toBeVisible();

  // The new credentials are used, the old ones are quiet.
  const ofKey = `(select id from api_key where name = 'Bidder – us-east' and organization_id = $1)`;
  const organization = ada.actor.organization.id;
  await query(
    keyport,
    `update credential_use set at = $2 where credential_id in (select id from credential where api_key_id in ${ofKey})`,
    [organization, new Date(keyport.clock.now().getTime() - 61 * MINUTE)],
  );
  await query(
    keyport,
    `insert into credential_use (credential_id, at)
     select id, $2 from credential where replaced_at is null and api_key_id in ${ofKey}`,
    [organization, keyport.clock.now()],
  );
  await portal.goto('/');
  await expect(grace).toContainText('Old credentials last used 1 h ago; new ones in use');
  await grace.getByRole('button', { name: 'Block old now' }).click();
  const question = portal.getByRole('alertdialog', { name: 'Block the old credentials now?' });
  await expect(question).toContainText('Last used 1 h ago from 203.0.113.7.');
  await question.getByRole('button', { name: 'Block old now' }).click();
  await expect(grace).toHaveCount(0);

  const unused = item(portal, 'CI');
  await expect(unused).toContainText('Never used');
  await unused.getByRole('button', { name: 'Disable' }).click();
  await expect(portal.getByText('CI was disabled.')).toBeVisible();
  await expect(unused).toHaveCount(0);
});
