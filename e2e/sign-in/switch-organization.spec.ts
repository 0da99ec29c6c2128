import { newKey } from '../support/keys';
import { chooseFrom } from '../support/menu';
import { newPerson } from '../support/person';
import { captureAction } from '../support/server-action';
import { joinAsColleague } from '../support/team';
import { expect, test } from '../support/test';

test('a person switches between their organizations, each with its own keys and role', async ({
  portal,
  ada,
}) => {
  const bea = await newPerson('Bea Lind');
  const there = bea.actor.organization.name;
  await joinAsColleague(bea, ada, 'viewer');
  const { id } = await newKey(ada, { name: 'Of Ada' });
  await newKey(bea, { name: 'Of Bea' });
  const menu = (name: string) => portal.getByRole('button', { name: `Organization: ${name}` });

  await portal.goto(`/keys/${id}`);
  await chooseFrom(menu(ada.actor.organization.name), portal.getByRole('menuitemradio', { name: there }));
  // The key doesn't exist in the other organization; its section does.
  await expect(portal.getByRole('heading', { name: 'API Keys', level: 1 })).toBeVisible();
  await expect(menu(there)).toBeVisible();
  await expect(portal.getByRole('link', { name: 'Of Bea' })).toBeVisible();
  await expect(portal.getByRole('link', { name: 'Of Ada' })).toBeHidden();
  await expect(portal.getByRole('link', { name: 'Add API Key' })).toBeHidden();
  expect((await portal.goto(`/keys/${id}`))?.status()).toBe(404);

  await chooseFrom(menu(there), portal.getByRole('menuitem', { name: 'Settings' }));
  await expect(portal.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(portal.getByRole('textbox', { name: 'Name' })).toBeHidden();
  await chooseFrom(menu(there), portal.getByRole('menuitemradio', { name: ada.actor.organization.name }));
  await expect(menu(ada.actor.organization.name)).toBeVisible();
  await expect(portal.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  const name = portal.getByRole('textbox', { name: 'Name' });
  await name.fill(there.toUpperCase());
  await portal.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(name).toHaveAccessibleDescription(/Another organization has this name/);
  await name.fill(`${ada.actor.organization.name} Ltd`);
  await portal.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(menu(`${ada.actor.organization.name} Ltd`)).toBeVisible();
});

test('another tab is notified, and not by a stale page of its own', async ({ portal, context, ada }) => {
  const bea = await newPerson('Bea Lind');
  const there = bea.actor.organization.name;
  await joinAsColleague(bea, ada, 'operations');
  await portal.goto('/keys/new');
  const other = await context.newPage();
  await other.goto('/team');
  await chooseFrom(
    other.getByRole('button', { name: `Organization: ${ada.actor.organization.name}` }),
    other.getByRole('menuitemradio', { name: there }),
  );
  await expect(other.getByRole('button', { name: `Organization: ${there}` })).toBeVisible();
  await expect(other.getByRole('alert').filter({ hasText: 'another tab' })).toBeHidden();
  await expect(portal.getByRole('alert').filter({ hasText: `you switched to ${there}` })).toBeVisible();
  await portal.getByRole('button', { name: `Go on in ${there}` }).click();
  await expect(portal.getByRole('button', { name: `Organization: ${there}` })).toBeVisible();
  await expect(portal.getByRole('alert').filter({ hasText: 'another tab' })).toBeHidden();
});

test('nobody switches to an organization of others, or by a request that is not ours', async ({
  portal,
  context,
  ada,
}) => {
  const [bea, stranger] = [await newPerson('Bea Lind'), await newPerson('Sam Stone')];
  await joinAsColleague(bea, ada, 'viewer');
  const { name } = ada.actor.organization;
  await portal.goto('/keys');
  await portal.getByRole('button', { name: `Organization: ${name}` }).click();
  const item = portal.getByRole('menuitemradio', { name: bea.actor.organization.name });
  const action = await captureAction(portal, () => item.click());
  const to = (id: string) => ({ body: (sent: string) => sent.replace(bea.actor.organization.id, id) });
  const foreign = await action.send(context.request, to(stranger.actor.organization.id));
  expect(foreign.code).toBe('NOT_A_MEMBER');
  for (const origin of [undefined, 'null', 'https://elsewhere.example']) {
    const answer = await action.send(context.request, { headers: { origin } });
    expect(answer.ok, String(origin)).toBe(false);
  }
  await portal.reload();
  await expect(portal.getByRole('button', { name: `Organization: ${name}` })).toBeVisible();
  expect((await action.send(context.request)).ok).toBe(true);
});
