import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { fillNewKey } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { countKeys } from '../support/keys';
import { readReveal, revealOf } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { captureAction } from '../support/server-action';
import { expect, test } from '../support/test';
import { tracesIn } from '../support/traces';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Token server';

/** The server receives the form and responds, and the response never arrives. */
async function loseTheAnswer(page: Page): Promise<{ answer: () => string }> {
  let body = '';
  const lose = async (route: import('@playwright/test').Route) => {
    if (!('next-action' in route.request().headers())) return route.fallback();
    body = await (await route.fetch()).text();
    await route.abort();
    await page.unroute('**/*', lose);
  };
  await page.route('**/*', lose);
  return { answer: () => body };
}

test('a double click makes one key, and shows it', async ({ portal, keyport, ada }) => {
  const form = await fillNewKey(portal, NAME);
  await form.add.dblclick();
  const credentials = await readReveal(portal, NAME);
  expect(await countKeys(keyport, ada)).toBe(1);
  expect(await verify(keyport, credentials)).toBe('VALID');
});

test('where the first answer was lost, sending again says that the key is made, and offers Roll', async ({
  portal,
  keyport,
  ada,
}) => {
  const form = await fillNewKey(portal, NAME);
  const lost = await loseTheAnswer(portal);
  await form.add.click();
  await expect(form.failure).toContainText('could not be reached. Try again. Nothing you typed is lost.');
  await expect(form.name).toHaveValue(NAME);
  await expect(form.permission('Generator')).toBeChecked();
  const secret = /kps_live_\w{38}/.exec(lost.answer())?.[0] ?? '';
  expect(secret).not.toBe('');

  await form.add.click();
  const alert = portal.getByRole('main').getByRole('alert');
  await expect(alert).toContainText(`${NAME} is made already.`);
  await expect(alert).toContainText("can't be shown again");
  await expect(revealOf(portal, NAME).heading).toBeHidden();
  expect(await tracesIn(portal)).not.toContain(secret);
  expect(await countKeys(keyport, ada)).toBe(1);

  await portal.getByRole('button', { name: 'Roll', exact: true }).click();
  await rollDialog(portal).passcode.fill(ada.freshPasscode(keyport.clock));
  await rollDialog(portal).roll.click();
  const fresh = await readReveal(portal, NAME);
  expect(fresh.secret).not.toBe(secret);
  expect(await verify(keyport, fresh)).toBe('VALID');
});

test('where the first answer was lost, the key can be deleted on the spot', async ({
  portal,
  keyport,
  ada,
}) => {
  const form = await fillNewKey(portal, NAME);
  await loseTheAnswer(portal);
  await form.add.click();
  await expect(form.failure).toBeVisible();
  await form.add.click();
  await portal.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = portal.getByRole('dialog');
  const key = /kp_live_\w{22}/.exec((await dialog.textContent()) ?? '')?.[0] ?? '';
  await dialog.getByLabel('Type the API key to confirm').fill(key);
  await dialog.getByRole('button', { name: 'Delete Key' }).click();
  await expect(portal.getByText('Create your first API key')).toBeVisible();
  expect(await countKeys(keyport, ada)).toBe(0);
});

test('two concurrent requests with one form create one key, and one of them has its secret', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  const form = await fillNewKey(portal, NAME);
  const create = await captureAction(portal, () => form.add.click());
  const answers = await Promise.all([create.send(context.request), create.send(context.request)]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(answers.filter(({ text }) => /kps_live_/.test(text))).toHaveLength(1);
  expect(answers.filter(({ text }) => text.includes('"duplicate-submission"'))).toHaveLength(1);
  expect(await countKeys(keyport, ada)).toBe(1);

  // The screen that sent the requests learns about it too.
  await form.add.click();
  await expect(portal.getByRole('main').getByRole('alert')).toContainText(`${NAME} is made already.`);
  await portal.getByRole('link', { name: 'API Keys' }).last().click();
  await expect(keyRow(portal, NAME).row).toHaveCount(1);
});

test('a form whose key was deleted since makes no other', async ({ portal, context, keyport, ada }) => {
  const form = await fillNewKey(portal, NAME);
  const create = await captureAction(portal, () => form.add.click());
  await create.send(context.request);
  await query(keyport, 'delete from api_key where organization_id = $1', [ada.actor.organization.id]);
  await form.add.click();
  await expect(portal.getByRole('main').getByRole('alert')).toContainText(
    'the key that it made was deleted since',
  );
  expect(await countKeys(keyport, ada)).toBe(0);
});

test('two forms are two keys, and the second may not have the name of the first', async ({
  portal,
  keyport,
  ada,
}) => {
  const first = await fillNewKey(portal, NAME);
  await (await captureAction(portal, () => first.add.click())).send(portal.context().request);
  const second = await fillNewKey(portal, `  ${NAME.toUpperCase()} `);
  await second.add.click();
  await expect(second.name).toHaveAccessibleDescription(/Another key of this environment has this name/);
  await second.environment('Integration').check();
  await second.add.click();
  await readReveal(portal, NAME.toUpperCase());
  expect(await countKeys(keyport, ada)).toBe(2);
});
