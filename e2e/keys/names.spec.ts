import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { readReveal } from '../support/reveal';
import { expect, test } from '../support/test';

const FAMILY = '👨‍👩‍👧‍👦';

test('a name that nobody could read or tell from another is refused with the reason', async ({
  portal,
  ada,
}) => {
  await newKey(ada, { name: 'Caf\u00e9' });
  const form = await fillNewKey(portal, '');
  await form.ipRanges.fill('203.0.113.7');
  for (const [name, reason] of [
    ['', /Enter a name\./],
    ['   ', /Enter a name\./],
    ['\u200b\u2060\u200d', /Enter a name\./],
    ['nul\u0000byte', /control character/],
    ['\u202egnp.yek', /reverses the reading direction/],
    ['\u2066isolate\u2069', /reverses the reading direction/],
    ['x'.repeat(101), /at most 100 characters/],
    [FAMILY.repeat(101), /at most 100 characters/],
    ['Cafe\u0301', /Another key of this environment has this name/],
    ['CAF\u00c9', /Another key of this environment has this name/],
    [' caf\u00e9 ', /Another key of this environment has this name/],
  ] as const) {
    await form.name.fill(name);
    await form.add.click();
    await expect(form.name, JSON.stringify(name)).toHaveAccessibleDescription(reason);
    await expect(form.name).toHaveValue(name);
    await expect(form.name).toBeFocused();
  }
  await form.description.fill('y'.repeat(501));
  await form.name.fill('Another');
  await form.add.click();
  await expect(form.description).toHaveAccessibleDescription(/at most 500 characters/);
  await expect(form.ipRanges).toHaveValue('203.0.113.7');
  await expect(form.permission('Generator')).toBeChecked();
});

test('a missing permission is reported beside the permissions', async ({ portal }) => {
  const form = await fillNewKey(portal, 'Without', []);
  await form.add.click();
  const group = portal.getByRole('group', { name: 'API Permissions' });
  await expect(group).toHaveAccessibleDescription(/Choose at least one permission\./);
  await expect(form.permission('Mapper')).toBeFocused();
});

for (const name of ['<script>alert(1)</script>', FAMILY.repeat(100)]) {
  test(`${name.slice(0, 25)} is a name like any other`, async ({ portal }) => {
    const form = await fillNewKey(portal, ` ${name} `);
    await form.add.click();
    await readReveal(portal, name);
  });
}

test('names that mean something to a program are shown as the text they are', async ({ portal, ada }) => {
  const names = [
    '<script>document.title = "taken"</script>',
    '"><img src=x onerror=alert(1)>',
    '=cmd()',
    '__proto__',
    'constructor',
    '{{7*7}}',
    "'; drop table api_key; --",
    '%00%2e%2e',
    `${FAMILY} tree`,
    'Größe & <b>Maß</b>',
  ];
  for (const name of names) await newKey(ada, { name, description: `About ${name}` });
  const surprises: string[] = [];
  portal.on('dialog', (dialog) => surprises.push(dialog.message()));
  portal.on('pageerror', (error) => surprises.push(error.message));
  await portal.goto('/keys');
  for (const name of names) await expect(keyRow(portal, name).row).toContainText(`About ${name}`);
  await expect(portal).toHaveTitle('API Keys · Keyport');
  await keyRow(portal, '__proto__').name.click();
  await expect(portal.getByRole('heading', { name: '__proto__', level: 1 })).toBeVisible();
  await portal.getByRole('main').getByRole('button', { name: 'Edit' }).click();
  await expect(keyForm(portal).name).toHaveValue('__proto__');
  await portal.goto('/');
  expect(surprises).toEqual([]);
});
