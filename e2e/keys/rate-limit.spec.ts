import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { closeReveal, readReveal } from '../support/reveal';
import { expect, test } from '../support/test';
import { MINUTE, wholeMinuteAfter } from '../support/times';
import { ask, verify } from '../support/verifier';

const NAME = 'Token server';
const WRONG = /Enter a whole number from 1 to 1,000,000, in digits alone\./;

test('a limit is given with a new key, shown, and holds until its minute is over', async ({
  portal,
  keyport,
}) => {
  const form = await fillNewKey(portal, NAME);
  await expect(form.rate).toHaveValue('');
  await form.rate.fill('3');
  await form.period.selectOption('per minute');
  await form.add.click();
  const credentials = await readReveal(portal, NAME);
  await closeReveal(portal, NAME);
  await keyRow(portal, NAME).name.click();
  await expect(portal.getByText('3 requests per minute')).toBeVisible();

  const minute = wholeMinuteAfter(keyport.clock.now(), MINUTE);
  keyport.clock.set(minute);
  for (let request = 1; request <= 3; request++) {
    expect(await verify(keyport, credentials), `request ${request}`).toBe('VALID');
  }
  const refused = await ask(keyport, credentials);
  expect(refused).toMatchObject({
    valid: false,
    code: 'RATE_LIMITED',
    retryAfterSeconds: expect.any(Number),
  });
  expect(await verify(keyport, { ...credentials, secret: credentials.secret.slice(0, -1) })).toBe(
    'NOT_FOUND',
  );
  keyport.clock.set(new Date(minute.getTime() + MINUTE));
  expect(await verify(keyport, credentials)).toBe('VALID');
});

test('a number that is not one is reported beside the field, and nothing typed is lost', async ({
  portal,
}) => {
  const form = await fillNewKey(portal, NAME);
  await form.description.fill('Frankfurt');
  await form.period.selectOption('per day');
  for (const wrong of ['0', '-1', '1.5', '1,000', 'many', '1000001']) {
    await form.rate.fill(wrong);
    await form.add.click();
    await expect(form.rate, wrong).toHaveAccessibleDescription(WRONG);
    await expect(form.rate).toBeFocused();
    await expect(form.rate).toHaveValue(wrong);
  }
  await expect(form.name).toHaveValue(NAME);
  await expect(form.description).toHaveValue('Frankfurt');
  await expect(form.permission('Generator')).toBeChecked();
  await expect(form.period).toHaveValue('day');
  await form.rate.fill('1000000');
  await expect(form.rate).not.toHaveAccessibleDescription(WRONG);
  await form.add.click();
  await readReveal(portal, NAME);
  await closeReveal(portal, NAME);
  await keyRow(portal, NAME).name.click();
  await expect(portal.getByText('1,000,000 requests per day')).toBeVisible();
});

test('a limit is changed and taken away by an edit, from the next request', async ({
  portal,
  keyport,
  ada,
}) => {
  const credentials = await newKey(ada, { rate: { limit: '1', period: 'day' } });
  expect(await verify(keyport, credentials)).toBe('VALID');
  expect(await verify(keyport, credentials)).toBe('RATE_LIMITED');

  await portal.goto(`/keys/${credentials.id}/edit`);
  const form = keyForm(portal);
  await expect(form.rate).toHaveValue('1');
  await expect(form.period).toHaveValue('day');
  await form.description.fill('Dublin');
  await form.rate.fill('two');
  await form.save.click();
  await expect(form.rate).toHaveAccessibleDescription(WRONG);
  await expect(form.rate).toHaveValue('two');
  await expect(form.description).toHaveValue('Dublin');
  await form.rate.fill('2');
  await form.save.click();
  await expect(keyRow(portal, NAME).row).toContainText('Dublin');
  expect(await verify(keyport, credentials)).toBe('VALID');
  expect(await verify(keyport, credentials)).toBe('RATE_LIMITED');

  await keyRow(portal, NAME).edit.click();
  await form.rate.fill('');
  await form.save.click();
  await keyRow(portal, NAME).name.click();
  await expect(portal.getByText('No limit', { exact: true })).toBeVisible();
  for (let request = 0; request < 5; request++) expect(await verify(keyport, credentials)).toBe('VALID');
});
