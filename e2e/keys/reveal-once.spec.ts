import type { Page } from '@playwright/test';
import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { closeQuestion, closeReveal, readReveal, revealOf } from '../support/reveal';
import { chooseSignOut } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { recordAnswers, tracesIn } from '../support/traces';

const NAME = 'Bid server';

async function makeKey(page: Page) {
  const form = await fillNewKey(page, NAME);
  await form.add.click();
  return readReveal(page, NAME);
}

test('a reload does not show the secret again, and asks before', async ({ portal }) => {
  const { secret } = await makeKey(portal);
  const asked = portal.waitForEvent('dialog');
  const reloaded = portal.reload();
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloaded;
  await expect(keyForm(portal).name).toHaveValue('');
  expect(await tracesIn(portal)).not.toContain(secret);
  await portal.goto('/keys');
  await expect(keyRow(portal, NAME).row).toBeVisible();
  expect(await tracesIn(portal)).not.toContain(secret);
});

test('a person who chooses to stay keeps the secret on screen', async ({ portal }) => {
  const { secret } = await makeKey(portal);
  const asked = portal.waitForEvent('dialog');
  await portal.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expect(revealOf(portal, NAME).secret).toHaveValue(secret);
});

test('Back asks the question; after Close neither Back nor Forward shows the secret', async ({ portal }) => {
  await portal.goto('/keys');
  await portal.getByRole('link', { name: 'Add API Key' }).first().click();
  const form = keyForm(portal);
  await form.name.fill(NAME);
  await form.permission('Generator').check();
  await form.add.click();
  const { secret } = await readReveal(portal, NAME);
  const question = closeQuestion(portal);

  await portal.goBack();
  await expect(question.dialog).toBeVisible();
  await question.cancel.click();
  await expect(revealOf(portal, NAME).secret).toHaveValue(secret);
  await portal.goBack();
  await question.close.click();
  await expect(keyRow(portal, NAME).row).toBeVisible();
  expect(await tracesIn(portal)).not.toContain(secret);
  for (const step of ['goBack', 'goForward', 'goBack', 'goForward'] as const) {
    await portal[step]();
    await expect(portal.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(revealOf(portal, NAME).heading).toBeHidden();
    expect(await tracesIn(portal), step).not.toContain(secret);
  }
});

test('another tab of the same browser never has it, nor the address or storage of this one', async ({
  portal,
  context,
}) => {
  const { secret } = await makeKey(portal);
  expect(portal.url()).not.toContain(secret);
  const stored = await portal.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
  );
  expect(stored).not.toContain(secret);

  const other = await context.newPage();
  await other.goto('/keys');
  await keyRow(other, NAME).name.click();
  await expect(other.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  expect(await tracesIn(other)).not.toContain(secret);
  await other.goto(portal.url());
  await expect(keyForm(other).name).toBeVisible();
  expect(await tracesIn(other)).not.toContain(secret);
});

test('Escape and a link inside the portal ask the same question', async ({ portal }) => {
  const { secret } = await makeKey(portal);
  const question = closeQuestion(portal);
  const reveal = revealOf(portal, NAME);

  await portal.keyboard.press('Escape');
  await expect(question.dialog).toBeVisible();
  await portal.keyboard.press('Escape');
  await expect(question.dialog).toBeHidden();
  await expect(reveal.secret).toHaveValue(secret);

  const overview = portal.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' });
  await overview.click();
  await question.cancel.click();
  await expect(reveal.secret).toHaveValue(secret);
  await overview.click();
  await question.close.click();
  await expect(portal.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  expect(await tracesIn(portal)).not.toContain(secret);
});

test('Sign out from the menu asks the same question', async ({ portal, ada }) => {
  const { secret } = await makeKey(portal);
  await chooseSignOut(portal, ada);
  await closeQuestion(portal).cancel.click();
  await expect(revealOf(portal, NAME).secret).toHaveValue(secret);
  await chooseSignOut(portal, ada);
  await closeQuestion(portal).close.click();
  await expect(portal.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await tracesIn(portal)).not.toContain(secret);
});

test('a page that goes into the back-forward cache leaves the secret behind', async ({ portal }) => {
  const { secret } = await makeKey(portal);
  // Playwright's browser has no back-forward cache, so the page gets the event that a browser sends before caching it.
  await portal.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect(revealOf(portal, NAME).heading).toBeHidden();
  expect(await tracesIn(portal)).not.toContain(secret);
});

test('one response has the secret, with no-store, and no later one does', async ({ portal, context }) => {
  const answers = await recordAnswers(portal);
  const { secret } = await makeKey(portal);
  const withSecret = answers.filter(({ body }) => body.includes(secret));
  expect(withSecret).toEqual([expect.objectContaining({ method: 'POST', noStore: true })]);

  const before = answers.length;
  await closeReveal(portal, NAME);
  await keyRow(portal, NAME).name.click();
  await expect(portal.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  const details = portal.url();
  for (const path of ['/', '/keys', '/keys/new', '/account', `${details}/edit`, `${details}?roll`]) {
    await portal.goto(path);
    // At any level: a dialog that is open from the start hides what is behind it.
    await expect(portal.getByRole('heading').first()).toBeVisible();
    const asData = await context.request.get(path, { headers: { rsc: '1' } });
    expect(await asData.text(), `${path} as data`).not.toContain(secret);
  }
  const later = answers.slice(before);
  expect(later.length).toBeGreaterThan(10);
  for (const { url, body } of later) expect(body, url).not.toContain(secret);
  // Prefetches of the page's links may be aborted.
  await portal.unrouteAll({ behavior: 'ignoreErrors' });
});
