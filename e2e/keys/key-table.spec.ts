import {
  chooseAction,
  columnHead,
  keyCount,
  keyNames,
  keyRow,
  keySearch,
  keyTable,
  sortHead,
} from '../support/key-table';
import { newKey, utc } from '../support/keys';
import { insertManyKeys } from '../support/many-keys';
import { expect, test } from '../support/test';
import { DAY, wholeMinuteAfter } from '../support/times';

test('each key has its columns, and says Never where there is nothing', async ({ portal, keyport, ada }) => {
  await newKey(ada, { name: 'Token server', description: 'Frankfurt', permissions: ['generator', 'mapper'] });
  const expiration = utc(wholeMinuteAfter(keyport.clock.now(), 100 * DAY));
  const { key } = await newKey(ada, {
    name: 'Web page',
    type: 'public',
    environment: 'integration',
    expiration,
  });
  await portal.goto('/keys');
  for (const name of ['Name', 'Status Expires', 'Key Created', 'Permissions', 'Last used', 'Actions']) {
    await expect(columnHead(portal, name)).toBeVisible();
  }
  const day = (at: Date) => at.toLocaleDateString('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
  await expect(keyRow(portal, 'Token server').row.getByRole('cell')).toContainText([
    '',
    /^Active.*No expiry$/,
    new RegExp(`^kp_live_\\w{22}Production · ${day(new Date())}$`),
    /^Mapper.*\+1$/,
    'Never',
    '',
  ]);
  await expect(
    keyRow(portal, 'Token server').row.getByRole('button', { name: '+1: Generator' }),
  ).toBeVisible();
  await expect(keyRow(portal, 'Token server').row).toContainText('Frankfurt');
  await expect(keyRow(portal, 'Web page').row.getByRole('cell')).toContainText([
    '',
    `ActiveUntil ${day(new Date(`${expiration.local}Z`))}`,
    `${key}Integration · ${day(new Date())}`,
    'Generator',
    'Never',
    '',
  ]);
  await expect(keyRow(portal, 'Web page').row.getByRole('rowheader')).toContainText('Public key');
});

test('a row has its actions by name, as buttons and in the menu', async ({ portal, ada }) => {
  const { id } = await newKey(ada);
  await portal.goto('/keys');
  const row = keyRow(portal, 'Token server');
  for (const action of [row.copyKey, row.edit, row.roll, row.delete]) await expect(action).toBeVisible();
  await row.moreActions.click();
  await expect(portal.getByRole('menuitem')).toHaveText([
    'Details',
    'Edit',
    'Roll',
    'Disable',
    'Revoke',
    'Delete',
  ]);
  await portal.keyboard.press('Escape');
  await chooseAction(portal, 'Token server', 'Details');
  await expect(portal).toHaveURL(`/keys/${id}`);
  await portal.goBack();
  await expect(keyTable(portal)).toBeVisible();
  await chooseAction(portal, 'Token server', 'Edit');
  await expect(portal).toHaveURL(`/keys/${id}/edit`);
  await portal.goBack();
  await expect(keyTable(portal)).toBeVisible();
  await chooseAction(portal, 'Token server', 'Roll');
  await expect(portal.getByRole('dialog', { name: 'Roll API Key' })).toBeVisible();
  await portal.keyboard.press('Escape');
  await chooseAction(portal, 'Token server', 'Delete');
  await expect(portal.getByRole('dialog', { name: 'Delete API Key: Token server' })).toBeVisible();
});

test('sorting goes both ways', async ({ portal, keyport, ada }) => {
  await insertManyKeys(keyport, ada, 8);
  await portal.goto('/keys');
  for (const [column, up, down] of [
    ['Name', 'Key 001', 'Key 008'],
    ['Created', 'Key 008', 'Key 001'],
    ['Last used', 'Key 001', 'Key 005'],
    ['Expires', 'Key 007', 'Key 008'],
    ['Status', 'Key 001', 'Key 007'],
  ] as const) {
    const { head, button } = sortHead(portal, column);
    await button.click();
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await expect(keyNames(portal).first(), `${column}, ascending`).toHaveText(up);
    await button.click();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expect(keyNames(portal).first(), `${column}, descending`).toHaveText(down);
  }
});

test('pages never overlap, though many rows are alike', async ({ portal, keyport, ada }) => {
  await insertManyKeys(keyport, ada, 60);
  const seen: string[] = [];
  for (const [page, words] of Object.entries({
    1: '1–25 of 60 keys',
    2: '26–50 of 60 keys',
    3: '51–60 of 60 keys',
  })) {
    await portal.goto(`/keys?sort=type&page=${page}`);
    await expect(keyCount(portal)).toHaveText(words);
    seen.push(...(await keyNames(portal).allTextContents()));
  }
  expect(new Set(seen).size).toBe(60);
  await expect(portal.getByRole('button', { name: 'Next page' })).toBeDisabled();
});

test('what is searched is just text, and finding nothing is said', async ({ portal, ada }) => {
  for (const name of ['100% sure', "O'Brien", 'back\\slash', 'under_score', 'plain'])
    await newKey(ada, { name });
  const { key } = await newKey(ada, { name: 'By its key' });
  await portal.goto('/keys');
  for (const [text, found] of [
    ['00%', ['100% sure']],
    ["'Br", ["O'Brien"]],
    ['k\\s', ['back\\slash']],
    ['r_s', ['under_score']],
    ['ba', ['back\\slash']],
    ['PLAIN', ['plain']],
    [key, ['By its key']],
  ] as const) {
    await keySearch(portal).fill(text);
    await expect(keyNames(portal), text).toHaveText([...found]);
  }
  await keySearch(portal).fill('"; select 1; --');
  await expect(portal.getByText('No keys match.')).toBeVisible();
  await expect(portal.getByText('Look for another word')).toBeVisible();
  await keySearch(portal).fill('la');
  await expect(
    portal.getByText('Short searches find only names and keys that begin with them.'),
  ).toBeVisible();
  await portal.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
  // With the two built-in ones.
  await expect(keyCount(portal)).toHaveText('1–8 of 8 keys');
  await expect(keySearch(portal)).toHaveValue('');
});

test('an address that makes no sense shows the table as it is', async ({ portal, ada }) => {
  await newKey(ada);
  for (const nonsense of ['page=99', 'page=-1&size=7&sort=secret', 'status=bogus&hide=nothing', 'q=%00']) {
    await portal.goto(`/keys?${nonsense}`);
    await expect(keyRow(portal, 'Token server').row, nonsense).toBeVisible();
  }
});
