import { randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { query } from '../support/database';
import { operatorPage } from '../support/operator';
import { captureAction } from '../support/server-action';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const newToken = () => `legacy.${randomBytes(18).toString('base64url')}`;

const screenOf = (page: Page) => ({
  organization: page.getByRole('combobox', { name: 'Organization' }),
  file: page.getByLabel('File', { exact: true }),
  check: page.getByRole('button', { name: 'Check', exact: true }),
  import: page.getByRole('button', { name: 'Import', exact: true }),
  summary: page.getByRole('status').filter({ hasText: /imported into/ }),
  bad: page.getByRole('table', { name: "Rows that can't be imported" }),
  wouldBe: page.getByRole('table', { name: 'Keys that would be imported' }),
  imported: page.getByRole('table', { name: 'Imported keys' }),
});

const csv = (lines: readonly string[]) => ({
  name: 'keys.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFFtoken,name,permissions,environment\r\n${lines.join('\r\n')}\r\n`),
});

async function open(page: Page, organization: string) {
  await page.goto('/operator');
  await page.getByRole('navigation', { name: 'Operator' }).getByRole('link', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { name: 'Import', level: 1, exact: true })).toBeVisible();
  const screen = screenOf(page);
  // The only organization is chosen already.
  if ((await screen.organization.inputValue()) !== organization) {
    await screen.organization.fill(organization);
    await page.getByRole('option', { name: organization, exact: true }).click();
  }
  return screen;
}

test('an operator checks a file, imports it, and imports it again', async ({
  browser,
  keyport,
  ada,
  portal,
}) => {
  const [first, second, gone] = [newToken(), newToken(), newToken()];
  const file = csv([
    `${first},"Customer one, EU",generator mapper,production`,
    `${gone},Legacy,legacy-permission,production`,
    `${second},Customer two,generator,integration`,
    'too-short,Customer three,generator,production',
    `${newToken()},CUSTOMER TWO,generator,integration`,
  ]);
  const page = await operatorPage(browser, keyport);
  const { name, id } = ada.actor.organization;
  const screen = await open(page, name);
  await screen.file.setInputFiles(file);
  await screen.check.click();
  await expect(screen.summary).toHaveText(`2 keys would be imported into ${name}. 3 rows can't be imported.`);
  await expect(screen.bad.getByRole('row')).toHaveText([
    'LineReason',
    '3permissions: number 1 is not in the catalogue',
    '5token: has 20 to 512 visible ASCII characters without comma',
    '6name: is the name of line 4',
  ]);
  await expect(screen.wouldBe.getByRole('row')).toHaveText([
    'LineNameEnvironmentPermissions',
    '2Customer one, EUproductiongenerator mapper',
    '4Customer twointegrationgenerator',
  ]);
  const stored = () =>
    query(keyport, `select name from api_key where organization_id = $1 and origin = 'person'`, [id]);
  expect(await stored()).toEqual([]);
  expect(await verify(keyport, { key: first })).toBe('NOT_FOUND');

  await screen.import.click();
  await expect(screen.summary).toHaveText(`2 keys were imported into ${name}. 3 rows can't be imported.`);
  await expect(screen.imported.getByRole('row')).toHaveCount(3);
  expect(await verify(keyport, { key: first })).toBe('VALID');
  expect(await verify(keyport, { key: second }, { environment: 'integration' })).toBe('VALID');
  expect(await page.content()).not.toContain(first);

  await screen.import.click();
  await expect(screen.summary).toHaveText(
    `0 keys were imported into ${name}. 2 rows were imported before. 3 rows can't be imported.`,
  );
  expect(await stored()).toHaveLength(2);

  await portal.goto('/keys');
  await portal.getByRole('link', { name: 'Customer one, EU' }).click();
  await expect(portal.getByRole('heading', { name: 'Customer one, EU', level: 1 })).toBeVisible();
  await expect(portal.getByText('imported it')).toBeVisible();
  await expect(portal.getByText('Clients present the credentials that another system issued.')).toBeVisible();
  expect(await portal.content()).not.toContain(first);
  expect(keyport.logs()).not.toContain(first);
  await page.context().close();
});

/** The command line is tested with 10,000. */
const KEYS = 4_000;

test('thousands of keys, stopped on the way and imported to the end', async ({ browser, keyport, ada }) => {
  test.setTimeout(180_000);
  const page = await operatorPage(browser, keyport);
  const { name, id } = ada.actor.organization;
  await page.goto(`/operator/organizations/${id}`);
  await page.getByRole('link', { name: 'Import keys' }).click();
  await expect(page.getByRole('heading', { name: 'Import', level: 1, exact: true })).toBeVisible();
  const screen = screenOf(page);
  await expect(screen.organization).toHaveValue(name);
  const lines = Array.from(
    { length: KEYS },
    (_, index) => `${newToken()},Customer ${index},generator,production`,
  );
  await screen.file.setInputFiles(csv(lines));
  await screen.import.click();
  await expect(page.getByText(/^[\d,]+ rows so far$/)).toBeVisible();
  const stored = async () =>
    (await query(keyport, `select 1 from api_key where organization_id = $1 and origin = 'person'`, [id]))
      .length;
  await expect.poll(stored, { timeout: 60_000 }).toBeGreaterThan(500);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The import did not finish.' })).toContainText(
    /You stopped it\. [\d,]+ keys were imported before that\. Import the file again to continue with the rest\./,
  );
  const before = await stored();
  expect(before).toBeLessThan(KEYS);
  await screen.import.click();
  await expect(screen.summary).toContainText('imported into', { timeout: 120_000 });
  const counted = new Intl.NumberFormat('en-GB');
  await expect(screen.summary).toHaveText(
    `${counted.format(KEYS - before)} keys were imported into ${name}. ${counted.format(before)} rows were imported before.`,
  );
  expect(await stored()).toBe(KEYS);
  await expect(page.getByText(/^The first 500 of [\d,]+ are shown\.$/)).toBeVisible();
  expect(await verify(keyport, { key: lines.at(-1)?.split(',')[0] ?? '' })).toBe('VALID');
  await page.context().close();
});

test('what is missing is said beside its field, and what is no such file on its line', async ({
  browser,
  keyport,
  ada,
}) => {
  const page = await operatorPage(browser, keyport);
  await page.goto('/operator/import');
  const screen = screenOf(page);
  await screen.organization.fill('');
  await screen.check.click();
  await expect(screen.organization).toHaveAccessibleDescription(/Choose an organization\./);
  await expect(screen.file).toHaveAccessibleDescription(/Choose a file\./);
  await open(page, ada.actor.organization.name);
  await screen.file.setInputFiles({
    name: 'a.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('my-token,secret stuff\n'),
  });
  await screen.check.click();
  await expect(screen.bad).toContainText('the first line has to name the fields');
  await expect(screen.bad).not.toContainText('my-token');
  await screen.file.setInputFiles({
    name: 'b.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('token,name\n'),
  });
  await expect(screen.bad).toBeHidden();
  await screen.check.click();
  await expect(page.getByText('The file has no rows.')).toBeVisible();
  await page.context().close();
});

test('for operators only, whatever is sent', async ({ browser, keyport, ada, context }) => {
  const page = await operatorPage(browser, keyport);
  const { name, id } = ada.actor.organization;
  const screen = await open(page, name);
  await screen.file.setInputFiles(csv([`${newToken()},Forged,generator,production`]));
  const sent = await captureAction(page, () => screen.import.click());
  expect(await sent.send(context.request)).toMatchObject({ ok: false, code: 'NOT_OPERATOR' });
  const [refusal] = await query(
    keyport,
    `select outcome, organization_id, details->>'code' as code from audit_event
     where action = 'key.import' and actor_id = $1`,
    [ada.actor.userId],
  );
  expect(refusal).toEqual({ outcome: 'failure', organization_id: null, code: 'NOT_OPERATOR' });
  expect(await query(keyport, `select 1 from imported_token where organization_id = $1`, [id])).toHaveLength(
    0,
  );
  await page.context().close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`passes axe in ${colorScheme}, and fits on a phone`, async ({ browser, keyport, ada }) => {
    const page = await operatorPage(browser, keyport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const screen = await open(page, ada.actor.organization.name);
    await screen.file.setInputFiles(
      csv([`${newToken()},${'A long name '.repeat(8)},generator mapper,production`, ',Nothing,,']),
    );
    await screen.check.click();
    await expect(screen.summary).toBeVisible();
    const violations = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
    expect(await violations()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(await violations()).toEqual([]);
    await page.context().close();
  });
}
