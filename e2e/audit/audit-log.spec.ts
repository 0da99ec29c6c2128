import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { auditTable, eventCount, eventNames, eventSearch, insertManyEvents } from '../support/audit-log';
import { query } from '../support/database';
import { keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { newPerson } from '../support/person';
import { signIn } from '../support/sign-in';
import { expect, test } from '../support/test';
import { DAY } from '../support/times';

test('who did what to which key, from where, with old and new values', async ({ portal, ada }) => {
  const { id, key, secret } = await newKey(ada, { name: 'Token server' });
  await portal.goto(`/keys/${id}/edit`);
  await keyForm(portal).description.fill('Frankfurt');
  await keyForm(portal).permission('Mapper').check();
  await keyForm(portal).save.click();
  await expect(portal).toHaveURL('/keys');
  await portal.getByRole('link', { name: 'Audit log' }).click();
  await expect(portal.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();
  await expect(eventNames(portal)).toHaveText([
    'Edited API key',
    'Created API key',
    'Signed in',
    'Created account',
    // The built-in keys were created with it.
    'Created API key',
    'Created API key',
  ]);
  const row = auditTable(portal).getByRole('row').nth(1);
  await expect(row).toContainText('Token server');
  await expect(row).toContainText(ada.name);
  await expect(row).toContainText(/\d{4}, \d\d:\d\d UTC/);
  await expect(row).toContainText('127.0.0.1');
  await expect(row).toContainText('Success');

  await row.getByRole('button', { name: 'Details' }).click();
  const dialog = portal.getByRole('dialog', { name: 'Edited API key' });
  const values = dialog.getByRole('table', { name: 'Values' });
  await expect(values.getByRole('row')).toContainText([
    /Field.*Before.*After/,
    /Description.*None.*Frankfurt/,
    /Permissions.*generator.*generator, mapper/,
  ]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await eventNames(portal).nth(1).click();
  await expect(portal.getByRole('dialog', { name: 'Created API key' })).toContainText(key);
  expect(await portal.content()).not.toContain(secret);
});

test('a refusal is there too, with its reason', async ({ portal, ada }) => {
  const { id } = await newKey(ada);
  const viewer = { ...ada.actor, role: 'viewer' as const, name: 'Vera' };
  await changeKeyStatus(viewer, 'revoke', { id });
  await portal.goto('/audit?outcome=failure');
  await expect(eventNames(portal)).toHaveText(['Revoked API key']);
  await expect(auditTable(portal).getByRole('row').nth(1)).toContainText('Failure');
  await eventNames(portal).first().click();
  await expect(portal.getByRole('dialog')).toContainText('The role does not allow it.');
});

test('search, filters and pages stand in the address and outlive a reload', async ({
  portal,
  keyport,
  ada,
}) => {
  await insertManyEvents(keyport, ada, 3_000);
  await portal.goto('/audit');
  await expect(eventCount(portal)).toHaveText('1–25 of 3,004 events');
  await portal.getByRole('button', { name: 'Next page' }).click();
  await expect(eventCount(portal)).toHaveText('26–50 of 3,004 events');
  await eventSearch(portal).fill('person 3');
  await expect(eventCount(portal)).toHaveText('1–25 of 429 events');
  await portal.getByRole('main').getByRole('button', { name: 'Time span' }).click();
  const panel = portal.getByRole('dialog', { name: 'Time span' });
  await panel.getByRole('radio', { name: 'Last 24 hours' }).click();
  await expect(eventCount(portal)).toHaveText('1–25 of 206 events');

  const yesterday = new Date(keyport.clock.now().getTime() - DAY).toISOString().slice(0, 10);
  await panel.getByLabel('First day').fill(yesterday);
  await panel.getByLabel('Last day').fill(yesterday);
  await panel.getByRole('button', { name: 'Show these days' }).click();
  const counted = await query(
    keyport,
    `select 1 from audit_event where organization_id = $1 and actor_name = 'Person 3' and at::date = $2`,
    [ada.actor.organization.id, yesterday],
  );
  await expect(eventCount(portal)).toHaveText(`1–25 of ${counted.length} events`);
  await portal.keyboard.press('Escape');
  await portal.reload();
  await expect(eventCount(portal)).toHaveText(`1–25 of ${counted.length} events`);
  await expect(eventSearch(portal)).toHaveValue('person 3');
  await portal.getByRole('button', { name: 'Clear filters' }).click();
  await expect(eventCount(portal)).toHaveText('1–25 of 3,004 events');

  await eventSearch(portal).fill('nobody at all');
  await expect(portal.getByText('No events match.')).toBeVisible();
});

for (const role of ['operations', 'viewer'] as const) {
  test(`${role} has no audit log`, async ({ browser, keyport, ada }) => {
    const other = await newPerson('Otto Hahn', ada.actor.organization.name);
    await query(keyport, 'update membership set role = $1::role where user_id = $2', [
      role,
      other.actor.userId,
    ]);
    const context = await browser.newContext({ baseURL: keyport.portalUrl });
    await signIn(context, keyport, other);
    const page = await context.newPage();
    await page.goto('/audit');
    await expect(page.getByText('The audit log is for Admins.')).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('link', { name: 'API Keys' })).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Audit log' })).toHaveCount(0);
    expect(await page.content()).not.toContain('Created account');
    await context.close();
  });
}

test('verify-audit finds that the log is whole, and what was done to it', async ({ keyport, ada }) => {
  await newKey(ada);
  // Other tests of this worker insert events there that Keyport didn't write.
  await query(
    keyport,
    `alter table audit_event disable trigger all; delete from audit_event where position < 1`,
  );
  const whole = await keyport.admin(['verify-audit']);
  expect(whole).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+:[0-9a-f]{64}\n$/) });
  const [count] = whole.stdout.split(':');
  const rename = (name: string) =>
    query(keyport, 'update audit_event set actor_name = $1 where position = $2', [name, count]);
  await rename('Nobody');
  const broken = await keyport.admin(['verify-audit', '--head', whole.stdout.trim()]);
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining(`event ${count}:`) });
  await rename(ada.name);
  await query(keyport, 'alter table audit_event enable trigger all');
});

test('the log reads well on a phone', async ({ portal, ada }) => {
  await newKey(ada);
  await portal.setViewportSize({ width: 390, height: 844 });
  await portal.goto('/audit');
  await expect(eventNames(portal).first()).toHaveText('Created API key');
  expect(await portal.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
