import type { BrowserContext, Page } from '@playwright/test';
import { fillNewKey } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { readReveal, revealOf } from '../support/reveal';
import { expect, test } from '../support/test';

const NAME = 'Token server';

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const allowClipboard = (context: BrowserContext) =>
  context.grantPermissions(['clipboard-read', 'clipboard-write']);

/** Refused by the browser itself, as an administrator's policy does. */
async function denyClipboard(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.send('Browser.setPermission', {
    permission: { name: 'clipboard-write', allowWithoutSanitization: false },
    setting: 'denied',
    ...(targetInfo.browserContextId ? { browserContextId: targetInfo.browserContextId } : {}),
  });
}

test('each copy button of the reveal puts on the clipboard what it says', async ({ portal, context }) => {
  await allowClipboard(context);
  const form = await fillNewKey(portal, NAME);
  await form.add.click();
  const { key, secret } = await readReveal(portal, NAME);
  const reveal = revealOf(portal, NAME);
  await reveal.copySecret.click();
  await expect(portal.getByText('Secret copied.')).toBeAttached();
  expect(await clipboard(portal)).toBe(secret);
  await reveal.copyKey.click();
  await expect(portal.getByText('Key copied.')).toBeAttached();
  expect(await clipboard(portal)).toBe(key);

  await portal.getByRole('tab', { name: '.env' }).click();
  await portal.getByRole('button', { name: 'Copy .env' }).click();
  await expect(portal.getByText('.env copied.')).toBeAttached();
  expect(await clipboard(portal)).toBe(`API_KEY=${key}\nAPI_SECRET=${secret}`);
  await portal.getByRole('tab', { name: 'curl' }).click();
  await portal.getByRole('button', { name: 'Copy curl' }).click();
  await expect(portal.getByText('curl copied.')).toBeAttached();
  expect(await clipboard(portal)).toContain(`-u '${key}:${secret}'`);
  await portal.evaluate(() => navigator.clipboard.writeText(''));
});

test('Copy key in a row copies the key and says so', async ({ portal, context, ada }) => {
  await allowClipboard(context);
  const { key } = await newKey(ada);
  await portal.goto('/keys');
  await keyRow(portal, NAME).copyKey.click();
  await expect(portal.getByText('Key copied.')).toBeVisible();
  expect(await clipboard(portal)).toBe(key);
});

for (const [where, take] of [
  ['denied', denyClipboard],
  [
    'absent, as on plain http',
    (_: BrowserContext, page: Page) =>
      page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })),
  ],
] as const) {
  test(`with the clipboard ${where}, the text is selected and nothing claims to be copied`, async ({
    portal,
    context,
    ada,
  }) => {
    await take(context, portal);
    const other = await newKey(ada, { name: 'Other' });
    const form = await fillNewKey(portal, NAME);
    await form.add.click();
    const { key, secret } = await readReveal(portal, NAME);
    const reveal = revealOf(portal, NAME);
    const selected = () => portal.evaluate(() => String(getSelection()));
    for (const [button, text] of [
      [reveal.copySecret, secret],
      [reveal.copyKey, key],
      [portal.getByRole('button', { name: 'Copy curl' }), `${key}:${secret}`],
    ] as const) {
      await button.click();
      await expect(portal.getByText('The text is selected').first()).toBeVisible();
      await expect.poll(selected).toContain(text);
    }
    await expect(portal.getByText(/copied/i)).toHaveCount(0);

    await reveal.close.click();
    await portal.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await keyRow(portal, 'Other').copyKey.click();
    const box = portal.getByRole('textbox', { name: 'The value to copy' });
    await expect(box).toHaveValue(other.key);
    await expect(box).toBeFocused();
    await expect.poll(selected).toBe(other.key);
    await expect(portal.getByText(/copied/i)).toHaveCount(0);
  });
}
