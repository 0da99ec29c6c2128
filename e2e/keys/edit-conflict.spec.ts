import type { BrowserContext, Page } from '@playwright/test';
import { deleteKey } from '@/lib/access/keys/delete-key';
import { editKey } from '@/lib/access/keys/edit-key';
import { editForm, requireKey } from '@/test/keys';
import { keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { newPerson, type Person } from '../support/person';
import { signIn } from '../support/sign-in';
import { test as base, expect } from '../support/test';

/** A second Admin of the same organization, in a browser of his own. */
const test = base.extend<{ bob: Person; hisBrowser: BrowserContext }>({
  bob: async ({ ada }, use) => use(await newPerson('Bob Kahn', ada.actor.organization.name)),
  hisBrowser: async ({ browser, bob, keyport }, use) => {
    const hisBrowser = await browser.newContext({ baseURL: keyport.portalUrl });
    await signIn(hisBrowser, keyport, bob);
    await use(hisBrowser);
    await hisBrowser.close();
  },
});

const panel = (page: Page) => page.getByRole('region', { name: 'Both versions' });
const question = (page: Page, field: string) =>
  panel(page).getByRole('radiogroup', { name: `${field}: which to keep` });
const answer = (page: Page, field: string, side: 'Theirs' | 'Mine') =>
  question(page, field).getByRole('radio', { name: side });

test('two editors of one key: the second is warned, sees both versions, and chooses', async ({
  portal,
  hisBrowser,
  ada,
}) => {
  const { id } = await newKey(ada);
  const other = await hisBrowser.newPage();
  for (const page of [portal, other]) await page.goto(`/keys/${id}/edit`);
  const [hers, his] = [keyForm(portal), keyForm(other)];

  await his.description.fill('His words');
  await his.permission('Mapper').check();
  await his.expiration.fill('2031-05-06T07:08');
  await his.save.click();
  await expect(other).toHaveURL('/keys');

  await hers.description.fill('Her words');
  await hers.ipRanges.fill('203.0.113.0/24');
  await hers.save.click();
  await expect(panel(portal)).toContainText('Bob Kahn saved another version while you were editing');
  await expect(question(portal, 'Description')).toContainText(/Theirs.*His words.*Mine.*Her words/);
  await expect(question(portal, 'API Permissions')).toContainText(
    /Theirs.*Mapper, Generator.*Mine.*Generator/,
  );
  await expect(question(portal, 'Expiration')).toContainText(/2031-05-06, 07:08.*Never/);
  await expect(question(portal, 'IP ranges')).toContainText(/Any address.*203\.0\.113\.0\/24/);
  await expect(question(portal, 'Name')).toHaveCount(0);

  // What only one of them changed is settled; what both changed is asked about.
  await expect(hers.description).toHaveValue('Her words');
  await expect(hers.ipRanges).toHaveValue('203.0.113.0/24');
  await expect(hers.permission('Mapper')).toBeChecked();
  await expect(hers.expiration).toHaveValue('2031-05-06T07:08');
  await expect(answer(portal, 'Expiration', 'Theirs')).toBeChecked();
  await expect(answer(portal, 'IP ranges', 'Mine')).toBeChecked();

  await hers.save.click();
  await expect(panel(portal)).toContainText('Both of you changed this. Choose one.');
  expect((await requireKey(ada.actor, id)).description).toBe('His words');

  // Looking at the other version loses nothing.
  await answer(portal, 'Description', 'Theirs').click();
  await expect(hers.description).toHaveValue('His words');
  await answer(portal, 'Description', 'Mine').click();
  await expect(hers.description).toHaveValue('Her words');
  await answer(portal, 'Expiration', 'Mine').click();
  await expect(hers.expiration).toHaveValue('');
  await answer(portal, 'Expiration', 'Theirs').click();
  await hers.save.click();
  await expect(portal).toHaveURL('/keys');
  expect(await requireKey(ada.actor, id)).toMatchObject({
    description: 'Her words',
    permissions: [{ name: 'mapper' }, { name: 'generator' }],
    expiresAt: '2031-05-06T07:08:00.000Z',
    ipRanges: ['203.0.113.0/24'],
  });
});

test('all of theirs, all of mine, and a third version in between', async ({ portal, bob, ada }) => {
  const { id } = await newKey(ada);
  const elsewhere = async (changes: object) => {
    expect(await editKey(bob.actor, await editForm(bob.actor, id, changes))).toMatchObject({ ok: true });
  };
  await portal.goto(`/keys/${id}/edit`);
  const form = keyForm(portal);
  await form.name.fill('Her name');
  await form.description.fill('Her words');
  await elsewhere({ name: 'His name', description: 'His words' });
  await form.save.click();
  await panel(portal).getByRole('button', { name: 'Take all of theirs' }).click();
  await expect(form.name).toHaveValue('His name');
  await expect(form.description).toHaveValue('His words');
  await panel(portal).getByRole('button', { name: 'Keep all of mine' }).click();
  await expect(form.name).toHaveValue('Her name');

  await elsewhere({ ipRanges: '198.51.100.1' });
  await form.save.click();
  await expect(form.ipRanges).toHaveValue('198.51.100.1');
  await expect(form.name).toHaveValue('Her name');
  await form.save.click();
  await expect(portal).toHaveURL('/keys');
  expect(await requireKey(ada.actor, id)).toMatchObject({
    name: 'Her name',
    description: 'Her words',
    ipRanges: ['198.51.100.1'],
  });
});

test('the same change by both is not asked about', async ({ portal, bob, ada }) => {
  const { id } = await newKey(ada);
  await portal.goto(`/keys/${id}/edit`);
  await keyForm(portal).description.fill('Frankfurt');
  await editKey(bob.actor, await editForm(bob.actor, id, { description: 'Frankfurt' }));
  await keyForm(portal).save.click();
  await expect(panel(portal)).toContainText('It says the same as yours');
  await keyForm(portal).save.click();
  await expect(portal).toHaveURL('/keys');
});

test('editing what was deleted meanwhile says so', async ({ portal, bob, ada }) => {
  const { id, key } = await newKey(ada);
  await portal.goto(`/keys/${id}/edit`);
  await keyForm(portal).description.fill('Too late');
  await deleteKey(bob.actor, { id, confirmation: key });
  await keyForm(portal).save.click();
  await expect(keyForm(portal).failure).toContainText('This API key is not there any more.');
  await expect(keyForm(portal).description).toHaveValue('Too late');
  await expect(panel(portal)).toHaveCount(0);
});
