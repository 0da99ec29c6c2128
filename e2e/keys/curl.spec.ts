import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startApi } from '../support/api-server';
import { fillNewKey } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { Keyport } from '../support/keyport';
import { closeReveal, readReveal } from '../support/reveal';
import { overview, trySignIn } from '../support/sign-in-page';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = "Ada's server";
const PASSWORD = 'rain on a tin roof';

const shell = promisify(execFile);

test('the curl line that is shown works unchanged, until the key is deleted', async ({ browser }) => {
  // A Keyport that knows where the API is.
  test.slow();
  let keyport: Keyport | undefined;
  const api = await startApi((credentials, call) =>
    keyport ? verify(keyport, credentials, call) : Promise.resolve(''),
  );
  keyport = await Keyport.start({ API_URL: api.address });
  const made = ['create-account', '--organization', 'Acme', '--email', 'ada@example.com', '--password-stdin'];
  await keyport.admin(made, PASSWORD);
  const page = await browser.newPage({ baseURL: keyport.portalUrl });
  await trySignIn(page, { email: 'ada@example.com', password: PASSWORD });
  await expect(overview(page)).toBeVisible();

  const form = await fillNewKey(page, NAME);
  await form.add.click();
  const { key } = await readReveal(page, NAME);
  const line = (await page.getByRole('region', { name: 'curl' }).textContent()) ?? '';
  const run = async () => (await shell('/bin/sh', ['-c', line])).stdout;
  expect(await run()).toBe('POST /v2/token/generate: VALID');
  await closeReveal(page, NAME);

  await keyRow(page, NAME).delete.click();
  await page.getByLabel('Type the API key to confirm').fill(key);
  await page.getByRole('button', { name: 'Delete Key' }).click();
  await expect(page.getByText('Create your first API key')).toBeVisible();
  expect(await run()).toBe('POST /v2/token/generate: NOT_FOUND');
  await page.close();
  await keyport.remove();
  await api.stop();
});
