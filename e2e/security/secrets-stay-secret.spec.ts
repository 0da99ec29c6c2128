import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { query } from '../support/database';
import { fillNewKey } from '../support/key-form';
import type { Keyport } from '../support/keyport';
import { newPerson } from '../support/person';
import { closeReveal, readReveal } from '../support/reveal';
import { rollFromRow } from '../support/roll-dialog';
import { overview, signOut, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { forgetFailedTries } from '../support/throttle';
import { addEndpoint } from '../support/webhooks';

const NAME = 'Token server';

/** Every row of every table as text. */
async function dump(keyport: Keyport): Promise<string> {
  const tables = await query<{ name: string }>(
    keyport,
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = tables.map(({ name }) => query(keyport, `select t::text from ${name} t`));
  return JSON.stringify(await Promise.all(rows));
}

/** Every file of the database server, including its write-ahead log, after a checkpoint. */
async function filesOfServer(): Promise<Buffer[]> {
  const client = new pg.Client(process.env.E2E_SUPERUSER_URL);
  await client.connect();
  await client.query('checkpoint');
  const directory =
    (await client.query<{ data_directory: string }>('show data_directory')).rows[0]?.data_directory ?? '';
  await client.end();
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // A temporary file may be gone before it can be read.
  return Promise.all(files.map((file) => readFile(file).catch(() => Buffer.alloc(0))));
}

test('no secret that was shown or typed is in the database, its files or the logs', async ({
  page,
  keyport,
}) => {
  await forgetFailedTries(keyport);
  const grace = await newPerson('Grace Hopper');
  const wrongPassword = `mistyped ${grace.password}`;
  await trySignIn(page, { email: grace.email, password: wrongPassword });
  const form = await trySignIn(page, grace);
  await expect(overview(page)).toBeVisible();

  const create = await fillNewKey(page, NAME);
  await create.add.click();
  const first = await readReveal(page, NAME);
  await closeReveal(page, NAME);

  await page.goto('/account');
  await page.getByRole('button', { name: 'Set up authenticator' }).click();
  await page.getByLabel('Password', { exact: true }).fill(grace.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  grace.seed = await page.getByRole('textbox', { name: 'Setup key' }).inputValue();
  const passcodes = [grace.freshPasscode(keyport.clock)];
  await page.getByLabel('One-time passcode').fill(passcodes[0] ?? '');
  await page.getByRole('button', { name: 'Turn on' }).click();
  const shown = await page.getByRole('region', { name: 'recovery codes', exact: true }).textContent();
  const recoveryCodes = shown?.trim().split(/\s+/) ?? [];
  expect(recoveryCodes).toHaveLength(10);

  await page.goto('/keys');
  passcodes.push(grace.freshPasscode(keyport.clock));
  const second = await rollFromRow(page, NAME, passcodes[1] ?? '');
  // No key changes from here on, so it is sent nothing.
  const signingSecret = await addEndpoint(page, 'https://1.1.1.1/webhooks');
  const sessionCookie =
    (await page.context().cookies()).find(({ name }) => name === keyport.sessionCookie)?.value ?? '';
  await signOut(page, grace);

  await trySignIn(page, grace);
  passcodes.push(grace.freshPasscode(keyport.clock));
  await form.passcode.fill(passcodes[2] ?? '');
  await form.verify.click();
  await expect(overview(page)).toBeVisible();
  await signOut(page, grace);
  await trySignIn(page, grace);
  await form.useRecoveryCode.click();
  await form.recoveryCode.fill(recoveryCodes[0] ?? '');
  await form.verify.click();
  await expect(overview(page)).toBeVisible();

  const secrets = {
    'the first secret': first.secret,
    'the second secret': second.secret,
    'the random part of the first': first.secret.slice(9, -6),
    'the signing secret': signingSecret,
    'the random part of it': signingSecret.slice(6, -1),
    'the setup key': grace.seed,
    'the password': grace.password,
    'a mistyped password': wrongPassword,
    'the session cookie': sessionCookie,
    "Keyport's own secret": keyport.secret,
    ...Object.fromEntries(
      recoveryCodes.flatMap((code) => [
        [`${code}`, code],
        [`${code}, joined`, code.replace('-', '')],
      ]),
    ),
  };
  const hex = (text: string) => Buffer.from(text).toString('hex');
  const tables = await dump(keyport);
  const files = await filesOfServer();
  expect(tables, 'the dump sees what is there').toContain(second.key);
  expect(files.some((file) => file.includes(second.key))).toBe(true);
  expect(keyport.logs().length).toBeGreaterThan(0);
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(9);
    expect(tables.includes(secret), `${what} in the tables`).toBe(false);
    expect(tables.includes(hex(secret)), `${what} in the tables, in hexadecimal`).toBe(false);
    expect(keyport.logs().includes(secret), `${what} in the logs`).toBe(false);
    expect(
      files.some((file) => file.includes(secret)),
      `${what} in the server's files`,
    ).toBe(false);
  }
  const audit = JSON.stringify(
    await query(keyport, 'select actor_name, subject_name, details from audit_event'),
  );
  expect(audit).toContain(NAME);
  for (const passcode of passcodes) {
    expect(audit, 'passcodes in the audit log').not.toMatch(new RegExp(`\\b${passcode}\\b`));
    expect(keyport.logs(), 'passcodes in the logs').not.toMatch(new RegExp(`\\b${passcode}\\b`));
  }
});
