import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { fillNewKey, keyForm } from '../support/key-form';
import { chooseAction, keyRow } from '../support/key-table';
import type { Keyport } from '../support/keyport';
import { newKey } from '../support/keys';
import { newPerson } from '../support/person';
import { rollDialog } from '../support/roll-dialog';
import { type CapturedAction, captureAction } from '../support/server-action';
import { browserOf, chooseFor, inviteDialog, newColleague, openInvitation } from '../support/team';
import { expect, test } from '../support/test';
import { addEndpoint, chooseForEndpoint, endpointForm, makeUnreachable } from '../support/webhooks';

test.use({ withAuthenticator: true });
test.slow();

type Captured = { action: string; sent: CapturedAction; needsId: boolean };

test('what our screens send is refused from people without the right, and from another organization', async ({
  portal,
  browser,
  context,
  playwright,
  keyport,
  ada,
}) => {
  const organization = ada.actor.organization;
  const key = await newKey(ada, { name: 'Token server' });
  await newKey(ada, { name: 'Stopped server', status: 'disabled' });
  const otto = await newColleague(ada, 'Otto Berg', 'operations');
  const vera = await newColleague(ada, 'Vera Holm', 'viewer');
  const mallory = await newPerson('Mallory Quick');
  const operations = [
    ...(await captureKeyDeeds(portal, key, ada.freshPasscode(keyport.clock))),
    ...(await captureTeamDeeds(portal, vera)),
    ...(await captureWebhookDeeds(portal, keyport)),
  ];
  const state = () =>
    query(
      keyport,
      `select (select name from organization where id = $1) as name,
        (select jsonb_agg(to_jsonb(k) order by id) from api_key k where organization_id = $1) as keys,
        (select jsonb_agg(to_jsonb(c) order by c.id) from credential c join api_key k on k.id = c.api_key_id
          where k.organization_id = $1) as credentials,
        (select jsonb_agg(to_jsonb(m) order by user_id) from membership m where organization_id = $1) as members,
        (select jsonb_agg(to_jsonb(i) order by id) from invitation i where organization_id = $1) as invitations,
        (select jsonb_agg(to_jsonb(e) order by id) from webhook_endpoint e where organization_id = $1) as endpoints,
        (select count(*)::int from webhook_event where organization_id = $1) as events`,
      [organization.id],
    );
  const before = await state();
  const isKeys = ({ action }: Captured) => action.startsWith('key.');

  for (const [person, asked] of [
    [vera, operations],
    [otto, operations.filter((operation) => !isKeys(operation))],
    [mallory, operations.filter(({ needsId }) => needsId)],
  ] as const) {
    const { context: theirs } = await browserOf(browser, keyport, person);
    const expected =
      person === mallory ? /^(KEY|MEMBER|INVITATION|ENDPOINT|DELIVERY)_NOT_FOUND$/ : /^FORBIDDEN$/;
    for (const { action, sent } of asked) {
      const answer = await sent.send(theirs.request);
      expect(answer.ok, `${person.name}: ${action}`).toBe(false);
      expect(answer.code, `${person.name}: ${action}`).toMatch(expected);
    }
    const refused = await query(
      keyport,
      `select distinct action from audit_event
       where actor_id = (select id from user_account where email = $1) and outcome = 'failure'`,
      [person.email],
    );
    expect(refused.map(({ action }) => action).sort(), person.name).toEqual(
      asked.map(({ action }) => action).sort(),
    );
    await theirs.close();
  }

  const nobody = await playwright.request.newContext({ baseURL: keyport.portalUrl });
  for (const { action, sent } of operations) {
    expect((await sent.send(nobody)).code, action).toBe('SIGNED_OUT');
  }
  await nobody.dispose();
  expect(await state()).toEqual(before);
  // As recorded on the screen of somebody with the right: only the sender is different.
  for (const { action, sent } of operations.filter(({ action }) =>
    /disable|rename|member\.role/.test(action),
  )) {
    expect((await sent.send(context.request)).ok, action).toBe(true);
  }
});

async function captureKeyDeeds(
  portal: Page,
  { id, key }: { id: string; key: string },
  passcode: string,
): Promise<Captured[]> {
  const captured: Captured[] = [];
  const capture = async (action: string, trigger: () => Promise<void>) => {
    captured.push({ action, sent: await captureAction(portal, trigger), needsId: action !== 'key.create' });
  };
  const form = await fillNewKey(portal, 'A new one');
  await capture('key.create', () => form.add.click());
  await portal.goto(`/keys/${id}/edit`);
  await keyForm(portal).name.fill('Another name');
  await capture('key.edit', () => keyForm(portal).save.click());
  await portal.goto(`/keys/${id}?roll`);
  await rollDialog(portal).passcode.fill(passcode);
  await capture('key.roll', () => rollDialog(portal).roll.click());
  await portal.goto('/keys');
  await capture('key.disable', () => chooseAction(portal, 'Token server', 'Disable'));
  await portal.goto('/keys');
  await capture('key.enable', () => chooseAction(portal, 'Stopped server', 'Enable'));
  await portal.goto('/keys');
  await chooseAction(portal, 'Token server', 'Revoke');
  await capture('key.revoke', () =>
    portal.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click(),
  );
  await portal.goto('/keys');
  await keyRow(portal, 'Token server').delete.click();
  await portal.getByLabel('Type the API key to confirm').fill(key);
  await capture('key.delete', () => portal.getByRole('button', { name: 'Delete Key' }).click());
  return captured;
}

async function captureTeamDeeds(portal: Page, member: { name: string; email: string }): Promise<Captured[]> {
  const captured: Captured[] = [];
  const capture = async (action: string, trigger: () => Promise<void>, needsId = true) => {
    captured.push({ action, sent: await captureAction(portal, trigger), needsId });
  };
  const invited = `invited.${process.pid}@example.com`;
  const invite = inviteDialog(portal);
  await portal.goto('/team');
  await invite.open.click();
  await invite.email.fill(invited);
  await invite.send.click();
  await invite.link.waitFor();
  await portal.goto('/team');
  await invite.open.click();
  await invite.email.fill(`somebody.else.${process.pid}@example.com`);
  await capture('invitation.create', () => invite.send.click(), false);
  await portal.goto('/team');
  const row = openInvitation(portal, invited);
  await capture('invitation.resend', () => row.getByRole('button', { name: 'Resend' }).click());
  await portal.goto('/team');
  await row.getByRole('button', { name: 'Withdraw' }).click();
  const question = portal.getByRole('alertdialog');
  await capture('invitation.withdraw', () => question.getByRole('button', { name: 'Withdraw' }).click());
  await portal.goto('/team');
  await chooseFor(portal, member, 'Change role');
  await portal.getByRole('radio', { name: 'Admin', exact: true }).check();
  await capture('member.role', () => portal.getByRole('button', { name: 'Save role' }).click());
  await portal.goto('/team');
  await chooseFor(portal, member, 'Remove');
  await capture('member.remove', () => question.getByRole('button', { name: 'Remove' }).click());
  await portal.goto('/settings');
  await portal.getByRole('textbox', { name: 'Name' }).fill('Another name for it');
  await capture(
    'organization.rename',
    () => portal.getByRole('button', { name: 'Save', exact: true }).click(),
    false,
  );
  return captured;
}

async function captureWebhookDeeds(portal: Page, keyport: Keyport): Promise<Captured[]> {
  const captured: Captured[] = [];
  const capture = async (action: string, trigger: () => Promise<void>) => {
    const sent = await captureAction(portal, trigger);
    captured.push({ action, sent, needsId: action !== 'webhook.create' });
  };
  const form = endpointForm(portal);
  const press = (name: string) => () => portal.getByRole('button', { name, exact: true }).first().click();
  const url = 'https://1.1.1.1/webhooks';
  await addEndpoint(portal, url);
  const path = new URL(portal.url()).pathname;
  await makeUnreachable(keyport, path.split('/').at(-1) ?? '');
  await press('Send test event')();
  await portal.getByText(/^Test event failed/).waitFor();
  await portal.goto('/webhooks/new');
  await form.url.fill(url);
  await capture('webhook.create', () => form.add.click());
  await portal.goto(`${path}/edit`);
  await form.url.fill(url);
  await form.description.fill('Another');
  await capture('webhook.edit', () => form.save.click());
  for (const [action, name] of [
    ['webhook.test', 'Send test event'],
    ['webhook.resend', 'Resend'],
    ['webhook.disable', 'Disable'],
  ] as const) {
    await portal.goto(path);
    await capture(action, press(name));
  }
  const question = portal.getByRole('alertdialog');
  for (const [action, name] of [
    ['webhook.roll-secret', 'Roll signing secret'],
    ['webhook.delete', 'Delete endpoint'],
  ] as const) {
    await portal.goto(path);
    await chooseForEndpoint(portal, name);
    await capture(action, () => question.getByRole('button', { name }).click());
  }
  await portal.goto(path);
  await press('Disable')();
  await portal.getByText('This endpoint is disabled.').waitFor();
  await portal.goto(path);
  await capture('webhook.enable', press('Enable'));
  return captured;
}
