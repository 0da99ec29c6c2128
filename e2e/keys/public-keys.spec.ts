import { query } from '../support/database';
import { keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { closeQuestion, revealOf } from '../support/reveal';
import { rollDialog } from '../support/roll-dialog';
import { captureAction } from '../support/server-action';
import { expect, test } from '../support/test';
import { HOUR } from '../support/times';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

const REFRESH = { method: 'POST', path: '/v2/token/refresh' };

test('a public key is made without a secret, copied at any time, and judged by its key alone', async ({
  portal,
  context,
  keyport,
}) => {
  await portal.goto('/keys/new');
  const form = keyForm(portal);
  await form.name.fill('Web portal');
  await form.permission('Mapper').check();
  await form.type('Public').check();
  await expect(form.permission('Mapper')).not.toBeChecked();
  for (const unfit of ['Mapper', 'Sharer', 'Bidder']) {
    await expect(form.permission(unfit)).toBeDisabled();
    await expect(form.permission(unfit)).toHaveAccessibleDescription(/Not for public keys/);
  }
  await form.permission('Generator').check();
  await form.add.click();

  const reveal = revealOf(portal, 'Web portal');
  await expect(reveal.heading).toBeVisible();
  await expect(reveal.secret).toHaveCount(0);
  const key = await reveal.key.inputValue();
  await reveal.close.click();
  await expect(closeQuestion(portal).dialog).toBeHidden();
  await expect(portal).toHaveURL('/keys');

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await keyRow(portal, 'Web portal').copyKey.click();
  await expect(portal.getByText('Key copied.')).toBeVisible();
  expect(await portal.evaluate(() => navigator.clipboard.readText())).toBe(key);

  expect(await verify(keyport, { key }, REFRESH)).toBe('VALID');
  const withSecret = await verify(keyport, { key }, { method: 'POST', path: '/v2/token/generate' });
  expect(withSecret, 'an endpoint that asks for a secret').toBe('INSUFFICIENT_PERMISSIONS');
  const [stored] = await query(keyport, 'select secret_hash from credential where key = $1', [key]);
  expect(stored).toEqual({ secret_hash: null });
});

test('a forged form cannot give a public key what is not allowed for one', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  await portal.goto('/keys/new');
  const form = keyForm(portal);
  await form.name.fill('Forged');
  await form.type('Public').check();
  await form.permission('Generator').check();
  const create = await captureAction(portal, () => form.add.click());
  const answer = await create.send(context.request, {
    body: (sent) => sent.replace('["generator"]', '["generator","mapper"]'),
  });
  expect(answer.code).toBe('PERMISSION_NOT_GRANTED');
  const events = await query(
    keyport,
    `select details from audit_event where organization_id = $1 and action = 'key.create' and outcome = 'failure'`,
    [ada.actor.organization.id],
  );
  expect(events).toEqual([{ details: { code: 'PERMISSION_NOT_GRANTED', permissions: ['mapper'] } }]);
});

test('rolling one asks for the passcode, makes a new key, and the old one works through the grace', async ({
  portal,
  keyport,
  ada,
}) => {
  const { key: old } = await newKey(ada, { name: 'App', type: 'public' });
  await portal.goto('/keys');
  await keyRow(portal, 'App').roll.click();
  const panel = rollDialog(portal);
  await panel.roll.click();
  await expect(panel.passcode).toHaveAccessibleDescription(/passcode is wrong/);
  await panel.grace('In 1 hour').check();
  await panel.passcode.fill(ada.freshPasscode(keyport.clock));
  await panel.roll.click();

  const reveal = revealOf(portal, 'App');
  await expect(reveal.heading).toBeVisible();
  await expect(reveal.secret).toHaveCount(0);
  const fresh = await reveal.key.inputValue();
  expect(fresh).not.toBe(old);
  await reveal.close.click();
  await expect(closeQuestion(portal).dialog).toBeHidden();
  await expect(keyRow(portal, 'App').row).toContainText(fresh);
  expect([
    await verify(keyport, { key: old }, REFRESH),
    await verify(keyport, { key: fresh }, REFRESH),
  ]).toEqual(['VALID', 'VALID']);
  keyport.clock.advance(HOUR);
  expect(await verify(keyport, { key: old }, REFRESH)).toBe('ROLLED');
});
