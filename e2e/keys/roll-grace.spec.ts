import { keyRow } from '../support/key-table';
import type { Keyport } from '../support/keyport';
import { newKey, utc } from '../support/keys';
import { readReveal } from '../support/reveal';
import { rollDialog, rollFromRow } from '../support/roll-dialog';
import { expect, test } from '../support/test';
import { DAY, dateBox, HOUR, MINUTE, SECOND, wholeMinuteAfter } from '../support/times';
import { ask, type Credentials, verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Token server';

/** When credentials end, according to the verifier's answer to whoever presents them. */
const endOf = async (keyport: Keyport, credentials: Credentials) =>
  new Date((await ask(keyport, credentials)).key?.expiresAt ?? 'never');

for (const [grace, ms] of [
  ['In 1 hour', HOUR],
  ['In 12 hours', 12 * HOUR],
  ['In 24 hours', DAY],
  ['In 7 days', 7 * DAY],
] as const) {
  test(`blocked ${grace.toLowerCase()}, the old credentials work until then and not after`, async ({
    portal,
    keyport,
    ada,
  }) => {
    const old = await newKey(ada);
    await portal.goto('/keys');
    const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock), grace);
    expect(await verify(keyport, fresh)).toBe('VALID');
    const end = await endOf(keyport, old);
    expect(Math.abs(end.getTime() - keyport.clock.now().getTime() - ms)).toBeLessThan(MINUTE);

    keyport.clock.set(new Date(end.getTime() - 5 * SECOND));
    expect(await verify(keyport, old)).toBe('VALID');
    keyport.clock.set(end);
    expect(await verify(keyport, old)).toBe('ROLLED');
    expect(await verify(keyport, fresh)).toBe('VALID');
  });
}

test('blocked immediately, the old credentials end with the roll', async ({ portal, keyport, ada }) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock), 'Immediately');
  expect(await verify(keyport, old)).toBe('ROLLED');
  expect(await verify(keyport, fresh)).toBe('VALID');
});

test('blocked at a date, the old credentials work until that minute', async ({ portal, keyport, ada }) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  const date = wholeMinuteAfter(keyport.clock.now(), 3 * DAY);
  await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock), 'At a date', date);
  expect(await endOf(keyport, old)).toEqual(date);
  keyport.clock.set(date);
  expect(await verify(keyport, old)).toBe('ROLLED');
});

test('the old credentials never outlive the key itself', async ({ portal, keyport, ada }) => {
  const expiration = wholeMinuteAfter(keyport.clock.now(), 3 * HOUR);
  const old = await newKey(ada, { expiration: utc(expiration) });
  await portal.goto('/keys');
  const fresh = await rollFromRow(portal, NAME, ada.freshPasscode(keyport.clock), 'In 7 days');
  expect(await endOf(keyport, old)).toEqual(expiration);
  keyport.clock.set(expiration);
  expect(await verify(keyport, old)).toBe('EXPIRED');
  expect(await verify(keyport, fresh)).toBe('EXPIRED');
});

test('a date that has passed, or none, is refused and uses up no passcode', async ({
  portal,
  keyport,
  ada,
}) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  await dialog.grace('At a date').check();
  await dialog.passcode.fill(ada.freshPasscode(keyport.clock));
  await dialog.roll.click();
  await expect(dialog.date).toHaveAccessibleDescription(/Enter a date and time/);
  await dialog.date.fill(dateBox(new Date(keyport.clock.now().getTime() - MINUTE)));
  await dialog.roll.click();
  await expect(dialog.date).toHaveAccessibleDescription(/still to come/);
  await dialog.date.fill(dateBox(new Date(keyport.clock.now().getTime() + HOUR)));
  await dialog.roll.click();
  const fresh = await readReveal(portal, NAME);
  expect([await verify(keyport, old), await verify(keyport, fresh)]).toEqual(['VALID', 'VALID']);
});
