import type { Page } from '@playwright/test';
import { fillNewKey, keyForm } from '../support/key-form';
import { readReveal } from '../support/reveal';
import { expect, test } from '../support/test';
import { DAY, dateBox, MINUTE, wholeMinuteAfter } from '../support/times';
import { ask, verify } from '../support/verifier';

const NAME = 'Token server';

async function expectRefused(page: Page, local: string, reason: RegExp) {
  const form = keyForm(page);
  await form.expiration.fill(local);
  await form.add.click();
  await expect(form.expiration, local).toHaveAccessibleDescription(reason);
  await expect(form.expiration).toHaveValue(local);
}

test.describe('in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('a time that the clocks skip is refused, and the zone is in view', async ({ portal }) => {
    const form = await fillNewKey(portal, NAME);
    await expect(form.expiration).toHaveAccessibleDescription(/Your time zone: America\/New York\./);
    await expectRefused(portal, '2026-03-08T02:30', /does not exist: the clocks are put forward/);
    await expectRefused(portal, '2027-03-14T02:00', /does not exist: the clocks are put forward/);
  });

  test('of the hour that comes twice the earlier is meant', async ({ portal, keyport }) => {
    const form = await fillNewKey(portal, NAME);
    await form.expiration.fill('2035-11-04T01:30');
    await form.add.click();
    const answer = await ask(keyport, await readReveal(portal, NAME));
    expect(answer.key?.expiresAt).toBe('2035-11-04T05:30:00.000Z');
  });
});

test('the past, this minute and years beyond counting are refused', async ({ portal, keyport }) => {
  await fillNewKey(portal, NAME);
  const now = keyport.clock.now();
  await expectRefused(portal, dateBox(now), /still to come/);
  await expectRefused(portal, dateBox(new Date(now.getTime() - DAY)), /still to come/);
  await expectRefused(portal, '275760-09-12T00:00', /date and time that exist/);
});

test('half a date, or 30 February, is never taken for no date', async ({ portal }) => {
  const form = await fillNewKey(portal, NAME);
  for (const keys of ['1224', '02302035', '02302035' + '1000AM']) {
    await form.expiration.fill('');
    await form.expiration.focus();
    await portal.keyboard.type(keys);
    await form.add.click();
    await expect(form.expiration, keys).toHaveAccessibleDescription(/Enter a date and time that exist/);
  }
});

test('a key works until the minute that was typed, and not in it', async ({ portal, keyport }) => {
  const form = await fillNewKey(portal, NAME);
  const end = wholeMinuteAfter(keyport.clock.now(), 10 * MINUTE);
  await form.expiration.fill(dateBox(end));
  await form.add.click();
  const credentials = await readReveal(portal, NAME);
  keyport.clock.set(new Date(end.getTime() - 5_000));
  expect(await verify(keyport, credentials)).toBe('VALID');
  keyport.clock.set(end);
  expect(await verify(keyport, credentials)).toBe('EXPIRED');
});
