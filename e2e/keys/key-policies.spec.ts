import AxeBuilder from '@axe-core/playwright';
import { fillNewKey, keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { revealOf } from '../support/reveal';
import { expect, test } from '../support/test';
import { DAY, dateBox, wholeMinuteAfter } from '../support/times';

test('a policy is set, said in the form, enforced, and lists the keys that break it', async ({
  portal,
  keyport,
  ada,
}) => {
  await newKey(ada, { name: 'From before' });
  await portal.goto('/settings');
  const days = portal.getByLabel('Longest lifetime in days');
  await days.fill('many');
  await portal.getByRole('button', { name: 'Save key policies' }).click();
  await expect(days).toHaveAccessibleDescription(/whole number of days/);
  await days.fill('90');
  await portal.getByRole('checkbox', { name: 'Require IP ranges on production keys' }).check();
  expect((await new AxeBuilder({ page: portal }).analyze()).violations).toEqual([]);
  await portal.getByRole('button', { name: 'Save key policies' }).click();
  await expect(
    portal.getByText('New keys need an expiration within 90 days and IP ranges in production.'),
  ).toBeVisible();

  const form = await fillNewKey(portal, 'Token server');
  await expect(form.expiration).toHaveAccessibleDescription(
    /A key policy requires an expiration, at most 90 days/,
  );
  await expect(form.ipRanges).toHaveAccessibleDescription(/requires them on production keys/);
  await form.add.click();
  await expect(form.expiration).toHaveAccessibleDescription(/requires an expiration. Choose one/);
  await expect(form.ipRanges).toHaveAccessibleDescription(/Enter the ones that this key is used from/);
  await form.expiration.fill(dateBox(wholeMinuteAfter(keyport.clock.now(), 30 * DAY)));
  await form.ipRanges.fill('203.0.113.0/24');
  await form.add.click();
  await expect(revealOf(portal, 'Token server').heading).toBeVisible();
  await revealOf(portal, 'Token server').close.click();
  await portal.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();

  await portal.goto('/');
  const row = portal.getByRole('listitem').filter({ hasText: 'From before' });
  await expect(row).toContainText('Breaks a policy');
  await row.getByRole('link', { name: 'Edit' }).click();
  await keyForm(portal).description.fill('x');
  await keyForm(portal).save.click();
  await expect(keyForm(portal).expiration).toHaveAccessibleDescription(/Choose one/);

  await portal.goto('/datasets/new');
  await expect(portal.getByLabel('Expiration', { exact: true })).toBeVisible();
});
