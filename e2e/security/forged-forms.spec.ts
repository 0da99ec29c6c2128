import { query } from '../support/database';
import { fillNewKey } from '../support/key-form';
import { newKey } from '../support/keys';
import { rollDialog } from '../support/roll-dialog';
import { captureAction } from '../support/server-action';
import { expect, test } from '../support/test';

test.use({ withAuthenticator: true });

const NAME = 'Name to be replaced';

test('a form that our screen would never send makes nothing', async ({ portal, context, keyport, ada }) => {
  const form = await fillNewKey(portal, NAME);
  const create = await captureAction(portal, () => form.add.click());
  const said = (member: string, value: string) => (sent: string) =>
    sent.replace(new RegExp(`"${member}":("[^"]*"|\\[[^\\]]*\\]|\\{[^}]*\\}|\\w+)`), `"${member}":${value}`);
  const forged: [string, (sent: string) => string][] = [
    ['a name that is an object', said('name', '{"contains":""}')],
    ['a name that is null', said('name', 'null')],
    ['a name that is a number', said('name', '7')],
    ['a lone surrogate', said('name', '"\\ud800"')],
    ['a NUL', said('name', '"a\\u0000b"')],
    ['a very long name', said('name', `"${'x'.repeat(200_000)}"`)],
    ['a type that there is not', said('type', '"master"')],
    ['a status that is not chosen at birth', said('status', '"revoked"')],
    ['an environment that there is not', said('environment', '"staging"')],
    ['permissions that are an object', said('permissions', '{"set":["generator"]}')],
    ['a permission that there is not', said('permissions', '["generator","root"]')],
    ['a permission of the portal', said('permissions', '["portal:keys"]')],
    ['30 February', said('expiration', '{"local":"2035-02-30T10:00","zone":"UTC"}')],
    ['an expiration that is null', said('expiration', 'null')],
    ['an expiration a second ago', said('expiration', justNow(keyport.clock.now()))],
    ['a zone that there is not', said('expiration', '{"local":"2035-02-20T10:00","zone":"Mars/Olympus"}')],
    ['ranges that are a list', said('ipRanges', '["10.0.0.0/8"]')],
    ['a bad range', said('ipRanges', '"10.0.0.1/8"')],
    ['everyone, unasked', said('ipRanges', '"0.0.0.0/0"')],
    ['an idempotency key that is none', said('idempotencyKey', '"1"')],
    ['one member more', (sent) => sent.replace('"name":', '"organizationId":"x","name":')],
  ];
  for (const [what, body] of forged) {
    const answer = await create.send(context.request, { body });
    expect(answer.ok, `${what}: ${answer.text.slice(0, 300)}`).toBe(false);
    expect(answer.code, what).toMatch(/^(BAD_INPUT|BAD_TIME|EVERYONE_UNCONFIRMED|PERMISSION_NOT_GRANTED)$/);
    expect(answer.text).not.toContain('kps_live_');
  }
  const organization = [ada.actor.organization.id];
  expect(
    await query(
      keyport,
      `select name from api_key where organization_id = $1 and origin = 'person'`,
      organization,
    ),
  ).toEqual([]);
  const tooLarge = await create.send(context.request, { body: said('name', `"${'x'.repeat(1_000_000)}"`) });
  expect(tooLarge.status).toBe(413);
  expect((await create.send(context.request)).ok, 'the form as it was').toBe(true);
});

test('a passcode that is a number or null is refused', async ({ portal, context, keyport, ada }) => {
  const { id } = await newKey(ada);
  await portal.goto(`/keys/${id}?roll`);
  const passcode = ada.freshPasscode(keyport.clock);
  await rollDialog(portal).passcode.fill(passcode);
  const roll = await captureAction(portal, () => rollDialog(portal).roll.click());
  for (const value of [String(Number(passcode)), 'null', '[]', `["${passcode}"]`, '{"not":""}']) {
    const answer = await roll.send(context.request, {
      body: (sent) => sent.replace(/"passcode":"[^"]*"/, `"passcode":${value}`),
    });
    expect(answer.code, value).toBe('BAD_INPUT');
  }
  expect((await roll.send(context.request)).ok, 'the passcode as it was').toBe(true);
});

test('a permission that is not granted is shown, cannot be chosen, and forging it is recorded', async ({
  portal,
  context,
  keyport,
  ada,
}) => {
  const { name: organization, id } = ada.actor.organization;
  const withdrawn = await keyport.admin([
    'withdraw',
    '--organization',
    organization,
    '--permission',
    'bidder',
  ]);
  expect(withdrawn.code, withdrawn.stderr).toBe(0);
  const form = await fillNewKey(portal, NAME);
  await expect(form.permission('Bidder')).toBeDisabled();
  await expect(form.permission('Bidder')).toHaveAccessibleDescription(/Not granted/);
  await expect(portal.getByRole('group', { name: 'API Permissions' })).toHaveAccessibleDescription(
    /To get one that is not available, ask the company that runs Keyport/,
  );
  const create = await captureAction(portal, () => form.add.click());
  const answer = await create.send(context.request, {
    body: (sent) => sent.replace('["generator"]', '["generator","bidder"]'),
  });
  expect(answer.code).toBe('PERMISSION_NOT_GRANTED');
  const events = await query(
    keyport,
    `select actor_name, details from audit_event where organization_id = $1 and action = 'key.create' and outcome = 'failure'`,
    [id],
  );
  expect(events).toEqual([
    { actor_name: ada.name, details: { code: 'PERMISSION_NOT_GRANTED', permissions: ['bidder'] } },
  ]);
});

const justNow = (now: Date): string =>
  JSON.stringify({ local: new Date(now.getTime() - 1000).toISOString().slice(0, 19), zone: 'UTC' });
