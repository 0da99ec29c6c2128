import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { readReveal } from '../support/reveal';
import { rollDialog, rollFromRow } from '../support/roll-dialog';
import { postSignIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { MINUTE, SECOND } from '../support/times';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const NAME = 'Token server';

test('a missing, wrong, late or full-width passcode is refused beside its field', async ({
  portal,
  keyport,
  ada,
}) => {
  const old = await newKey(ada);
  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  await dialog.grace('In 24 hours').check();
  const right = ada.freshPasscode(keyport.clock);
  const ago = (ms: number) => ada.passcodeAt(new Date(keyport.clock.now().getTime() - ms));
  const refused = {
    missing: '',
    wrong: right.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)),
    'two steps old': ago(60 * SECOND),
    'full-width digits': right.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  };
  for (const [what, passcode] of Object.entries(refused)) {
    await dialog.passcode.fill(passcode);
    const answered = portal.waitForResponse((response) => response.request().method() === 'POST');
    await dialog.roll.click();
    await answered;
    await expect(dialog.passcode, what).toHaveAccessibleDescription(/wrong or no longer current/);
    await expect(dialog.passcode).toHaveValue(passcode);
    await expect(dialog.grace('In 24 hours')).toBeChecked();
  }
  expect(await verify(keyport, old)).toBe('VALID');
  await expect(dialog.roll).toBeEnabled();

  // One step old, with the spaces that authenticators show, and with its half minute of tolerance still ahead.
  ada.freshPasscode(keyport.clock);
  const late = ago(30 * SECOND);
  await dialog.passcode.fill(` ${late.slice(0, 3)} ${late.slice(3)} `);
  await dialog.roll.click();
  await readReveal(portal, NAME);
});

test('a passcode works once, for rolling and for signing in together', async ({
  portal,
  keyport,
  ada,
  request,
}) => {
  await newKey(ada);
  await portal.goto('/keys');
  const passcode = ada.freshPasscode(keyport.clock);
  await rollFromRow(portal, NAME, passcode);

  const dialog = rollDialog(portal);
  await keyRow(portal, NAME).roll.click();
  await dialog.passcode.fill(passcode);
  await dialog.roll.click();
  await expect(dialog.passcode).toHaveAccessibleDescription(/was used already/);
  const { email, password } = ada;
  const signedIn = await postSignIn(request, keyport, { email, password, passcode });
  expect(signedIn.status()).toBe(401);
  expect(await signedIn.text()).toContain('PASSCODE_USED');
});

test('a passcode that was used to sign in cannot roll a key', async ({ portal, keyport, ada, request }) => {
  await newKey(ada);
  const passcode = ada.freshPasscode(keyport.clock);
  const { email, password } = ada;
  expect((await postSignIn(request, keyport, { email, password, passcode })).ok()).toBe(true);

  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  await dialog.passcode.fill(passcode);
  await dialog.roll.click();
  await expect(dialog.passcode).toHaveAccessibleDescription(/was used already/);
});

test('after five wrong passcodes the panel tells how long to wait, and then it works', async ({
  portal,
  keyport,
  ada,
}) => {
  await newKey(ada);
  await portal.goto('/keys');
  await keyRow(portal, NAME).roll.click();
  const dialog = rollDialog(portal);
  const right = ada.freshPasscode(keyport.clock);
  const tryOne = async (passcode: string) => {
    await dialog.passcode.fill(passcode);
    const answered = portal.waitForResponse((response) => response.request().method() === 'POST');
    await dialog.roll.click();
    await answered;
  };
  for (let tries = 0; tries < 5; tries++) {
    await tryOne(String((Number(right) + 1 + tries) % 1_000_000).padStart(6, '0'));
    await expect(dialog.passcode).toHaveAccessibleDescription(/wrong or no longer current/);
  }
  await tryOne(right);
  await expect(dialog.dialog.getByRole('alert')).toHaveText(
    /Too many failed tries\. Try again in \d+ seconds\./,
  );
  keyport.clock.advance(MINUTE);
  await tryOne(ada.freshPasscode(keyport.clock));
  await readReveal(portal, NAME);
});
