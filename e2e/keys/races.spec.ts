import type { BrowserContext } from '@playwright/test';
import { query } from '../support/database';
import { keyRow } from '../support/key-table';
import type { Keyport } from '../support/keyport';
import { newKey } from '../support/keys';
import { newPerson, type Person } from '../support/person';
import { readReveal } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { captureAction } from '../support/server-action';
import { postSignIn, sessionOf, signIn } from '../support/sign-in';
import { test as base, expect } from '../support/test';
import { verify } from '../support/verifier';

/** A second Admin of the same organization, in a browser of his own. */
const test = base.extend<{ bob: Person; hisBrowser: BrowserContext }>({
  bob: async ({ ada }, use) => {
    const bob = await newPerson('Bob Kahn', ada.actor.organization.name);
    await use(bob);
  },
  hisBrowser: async ({ browser, bob, keyport }, use) => {
    const hisBrowser = await browser.newContext({ baseURL: keyport.portalUrl });
    await signIn(hisBrowser, keyport, bob);
    // Turning one on signs out every other browser.
    bob.actor.sessionId = await sessionOf(keyport, bob);
    await bob.setUpAuthenticator();
    await use(hisBrowser);
    await hisBrowser.close();
  },
});
test.use({ withAuthenticator: true });

const NAME = 'Token server';

const credentialsOf = (keyport: Keyport, id: string) =>
  query<{ key: string; current: boolean }>(
    keyport,
    'select key, replaced_at is null as current from credential where api_key_id = $1',
    [id],
  );

async function captureRoll(context: BrowserContext, id: string, passcode: string) {
  const page = await context.newPage();
  await page.goto(`/keys/${id}?roll`);
  await rollDialog(page).passcode.fill(passcode);
  const captured = await captureAction(page, () => rollDialog(page).roll.click());
  await page.close();
  return captured;
}

test('of two people who roll concurrently one wins, and the other is told why not', async ({
  context,
  hisBrowser,
  keyport,
  ada,
  bob,
}) => {
  const { id, key } = await newKey(ada);
  const hers = await captureRoll(context, id, ada.freshPasscode(keyport.clock));
  const his = await captureRoll(hisBrowser, id, bob.passcodeAt(keyport.clock.now()));
  const answers = await Promise.all([hers.send(context.request), his.send(hisBrowser.request)]);
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(answers.find(({ ok }) => !ok)?.code).toBe('ROLLED_MEANWHILE');

  const credentials = await credentialsOf(keyport, id);
  expect(credentials).toHaveLength(2);
  const fresh = credentials.filter(({ current }) => current);
  expect(fresh).toHaveLength(1);
  expect(fresh[0]?.key).not.toBe(key);
});

test('rolling what a colleague has just rolled says so, and keeps the passcode', async ({
  portal,
  hisBrowser,
  keyport,
  ada,
  bob,
}) => {
  const { id } = await newKey(ada);
  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  const his = await captureRoll(hisBrowser, id, bob.freshPasscode(keyport.clock));
  expect((await his.send(hisBrowser.request)).ok).toBe(true);

  const passcode = ada.passcodeAt(keyport.clock.now());
  const panel = rollDialog(portal);
  await panel.passcode.fill(passcode);
  await panel.roll.click();
  await expect(panel.dialog.getByRole('alert')).toContainText('Someone rolled this API key a moment ago.');
  await portal.reload();
  await keyRow(portal, NAME).roll.click();
  await panel.passcode.fill(passcode);
  await panel.roll.click();
  await readReveal(portal, NAME);
});

test('of a concurrent roll and delete the delete wins, and nothing is left', async ({
  context,
  hisBrowser,
  keyport,
  ada,
  bob,
}) => {
  const page = await hisBrowser.newPage();
  for (let round = 0; round < 4; round++) {
    const old = await newKey(ada, { name: `${NAME} ${round}` });
    const roll = await captureRoll(context, old.id, ada.freshPasscode(keyport.clock));
    await page.goto(`/keys/${old.id}`);
    await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByLabel('Type the API key to confirm').fill(old.key);
    const remove = await captureAction(page, () => page.getByRole('button', { name: 'Delete Key' }).click());

    const sendRoll = () => roll.send(context.request);
    const sendDelete = () => remove.send(hisBrowser.request);
    const [first, second] = round % 2 === 0 ? [sendRoll, sendDelete] : [sendDelete, sendRoll];
    const [a, b] = await Promise.all([first(), second()]);
    const [rolled, deleted] = round % 2 === 0 ? [a, b] : [b, a];
    expect(deleted.ok, `deleted by ${bob.name}`).toBe(true);
    if (!rolled.ok) expect(rolled.code).toBe('KEY_NOT_FOUND');

    expect(await query(keyport, 'select 1 from api_key where id = $1', [old.id])).toEqual([]);
    expect(await credentialsOf(keyport, old.id)).toEqual([]);
    expect(await verify(keyport, old)).toBe('NOT_FOUND');
    const [key, secret] = [
      /"(kp_live_\w{22})"/.exec(rolled.text)?.[1],
      /kps_live_\w{38}/.exec(rolled.text)?.[0],
    ];
    if (key) expect(await verify(keyport, { key, secret: secret ?? null })).toBe('NOT_FOUND');
  }
});

test('of twenty concurrent sign-ins with one passcode one succeeds', async ({ playwright, keyport }) => {
  const grace = await newPerson('Grace Hopper');
  await grace.setUpAuthenticator();
  const passcode = grace.freshPasscode(keyport.clock);
  const { email, password } = grace;
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const request = await playwright.request.newContext();
      const answer = await postSignIn(request, keyport, { email, password, passcode });
      await request.dispose();
      return answer.status();
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(await query(keyport, 'select 1 from session where user_id = $1', [grace.actor.userId])).toHaveLength(
    1,
  );
});

test('one passcode used concurrently to roll four keys and sign in four times works once', async ({
  context,
  playwright,
  keyport,
  ada,
}) => {
  const passcode = ada.freshPasscode(keyport.clock);
  const rolls = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    const { id } = await newKey(ada, { name });
    rolls.push(await captureRoll(context, id, passcode));
  }
  const { email, password } = ada;
  const signIns = await Promise.all(rolls.map(() => playwright.request.newContext()));
  const served = await Promise.all([
    ...rolls.map(async (roll) => (await roll.send(context.request)).ok),
    ...signIns.map(async (request) =>
      (await postSignIn(request, keyport, { email, password, passcode })).ok(),
    ),
  ]);
  expect(served.filter(Boolean)).toHaveLength(1);
  await Promise.all(signIns.map((request) => request.dispose()));
});

test('of two edits the second is warned, and overwrites nothing', async ({ portal, hisBrowser, ada }) => {
  const { id } = await newKey(ada);
  const other = await hisBrowser.newPage();
  for (const page of [portal, other]) await page.goto(`/keys/${id}/edit`);
  const description = (page: typeof portal) => page.getByLabel('Description', { exact: true });
  const save = (page: typeof portal) => page.getByRole('button', { name: 'Save Key' }).click();
  await description(other).fill('His words');
  await save(other);
  await expect(other).toHaveURL('/keys');
  await description(portal).fill('Her words');
  await save(portal);
  await expect(portal.getByRole('region', { name: 'Both versions' })).toContainText(
    'Bob Kahn saved another version while you were editing',
  );
  await expect(description(portal)).toHaveValue('Her words');
  await portal.reload();
  await expect(description(portal)).toHaveValue('His words');
});
