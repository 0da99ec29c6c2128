import type { BrowserContext } from '@playwright/test';
import { fillNewKey, keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { readReveal } from '../support/reveal';
import { expect, test } from '../support/test';
import { ask } from '../support/verifier';

const NAME = 'Token server';
const END = '2035-07-01T10:30:00.000Z';

/** A browser that gives its zone this name. */
const claimZone = (context: BrowserContext, zone: string | undefined) =>
  context.addInitScript((claimed) => {
    const { resolvedOptions } = Intl.DateTimeFormat.prototype;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...resolvedOptions.call(this), timeZone: claimed as string };
    };
  }, zone);

for (const zone of ['Etc/Unknown', undefined]) {
  test(`a browser whose zone is ${zone} gets every screen, in UTC`, async ({
    portal,
    context,
    keyport,
    ada,
  }) => {
    const { id } = await newKey(ada, { name: 'Bid server' });
    await claimZone(context, zone);
    // The second pass uses what the browser sent in the first.
    for (const path of ['/', '/keys', `/keys/${id}`, '/audit', '/account', '/team', '/datasets', '/keys']) {
      await portal.goto(path);
      await expect(portal.getByRole('heading', { level: 1 }), path).toBeVisible();
      await expect(portal.getByText('This screen could not be shown.'), path).toBeHidden();
    }
    await portal.goto('/audit');
    await portal.getByRole('button', { name: 'Time span' }).click();
    await expect(portal.getByText('Your time zone: UTC.')).toBeVisible();
    const form = await fillNewKey(portal, NAME);
    await expect(form.expiration).toHaveAccessibleDescription(/Your time zone: UTC\./);
    await form.expiration.fill('2035-07-01T10:30');
    await form.add.click();
    expect((await ask(keyport, await readReveal(portal, NAME))).key?.expiresAt).toBe(END);
  });
}

test('a zone that the server does not know is UTC from the next page on', async ({
  portal,
  context,
  ada,
}) => {
  const { id } = await newKey(ada, { expiration: { local: '2035-07-01T10:30', zone: 'UTC' } });
  // Like a browser whose clock is years ahead of the server's.
  await context.addInitScript(() => {
    const Known = Intl.DateTimeFormat;
    const { resolvedOptions } = Known.prototype;
    const known = (options?: Intl.DateTimeFormatOptions) =>
      options?.timeZone === 'Mars/Olympus' ? { ...options, timeZone: 'Asia/Tokyo' } : options;
    // biome-ignore lint/complexity/useArrowFunction: it is called with `new`
    const Newer = function (locale?: string, options?: Intl.DateTimeFormatOptions) {
      return new Known(locale, known(options));
    };
    Newer.prototype = Known.prototype;
    Known.prototype.resolvedOptions = function () {
      return { ...resolvedOptions.call(this), timeZone: 'Mars/Olympus' };
    };
    Object.assign(Intl, { DateTimeFormat: Newer });
  });
  await portal.goto(`/keys/${id}`);
  await expect(portal.getByText('1 Jul 2035, 19:30')).toBeVisible();
  await portal.goto(`/keys/${id}/edit`);
  const form = keyForm(portal);
  await expect(form.expiration).toHaveAccessibleDescription(/Your time zone: UTC\./);
  await expect(form.expiration).toHaveValue('2035-07-01T10:30');
});

test.describe('in Tokyo', () => {
  test.use({ timezoneId: 'Asia/Tokyo' });

  test("the server renders times in the browser's zone", async ({ portal, context, ada }) => {
    const { id } = await newKey(ada, { expiration: { local: '2035-07-01T10:30', zone: 'UTC' } });
    await portal.goto(`/keys/${id}`);
    await expect(portal.getByText('1 Jul 2035, 19:30')).toBeVisible();
    const drawn = await (await context.request.get(`/keys/${id}`)).text();
    expect(drawn).toContain('1 Jul 2035, 19:30');
    expect(drawn).not.toContain('1 Jul 2035, 10:30');
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('at the first visit times keep their room unseen until their zone is known', async ({
    portal,
    context,
    ada,
    keyport,
  }) => {
    const { id } = await newKey(ada, { expiration: { local: '2035-07-01T10:30', zone: 'UTC' } });
    const time = portal.locator(`time[datetime="${END}"]`).first();
    await portal.goto(`/keys/${id}`);
    await expect(time).toBeAttached();
    await expect(time).toBeHidden();
    await context.addCookies([{ name: 'keyport.zone', value: 'Asia%2FTokyo', url: keyport.portalUrl }]);
    await portal.reload();
    await expect(time).toBeVisible();
  });
});
