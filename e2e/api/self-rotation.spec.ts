import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { newKey } from '../support/keys';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

test.use({ withAuthenticator: true });

/** The script and the line for cron, as docs/rotation.md has them. */
const docs = readFileSync('docs/rotation.md', 'utf8');
const script = /```sh\n(#!\/bin\/sh[\s\S]*?)```/.exec(docs)?.[1] ?? '';
const cronLine = /^10 4 \* \* 1 {2}(.*)$/m.exec(docs)?.[1] ?? '';

test('an Admin allows it with a passcode, and the documented script rotates the key', async ({
  portal,
  keyport,
  ada,
}, info) => {
  const key = await newKey(ada);
  await portal.goto(`/keys/${key.id}`);
  const section = portal
    .getByRole('region', { name: 'Self-rotation' })
    .or(portal.locator('section', { hasText: 'Self-rotation' }));
  await expect(section.first()).toContainText('Off: only a person with a passcode can roll this key.');
  await portal.getByRole('button', { name: 'Allow self-rotation' }).click();
  const dialog = portal.getByRole('dialog', { name: 'Allow self-rotation' });
  await dialog.getByRole('radio', { name: 'For 1 hour' }).check();
  expect((await new AxeBuilder({ page: portal }).include('[role=dialog]').analyze()).violations).toEqual([]);
  await dialog.getByLabel('One-time passcode').fill('000000');
  await dialog.getByRole('button', { name: 'Allow self-rotation' }).click();
  await expect(dialog.getByLabel('One-time passcode')).toHaveAccessibleDescription(
    /wrong|not right|current/i,
  );
  await dialog.getByLabel('One-time passcode').fill(ada.freshPasscode(keyport.clock));
  await dialog.getByRole('button', { name: 'Allow self-rotation' }).click();
  await expect(dialog).toBeHidden();
  await expect(section.first()).toContainText('The old ones then work for 1 hour.');

  const file = info.outputPath('keyport.env');
  const program = info.outputPath('rotate-key');
  writeFileSync(file, `KEYPORT_KEY=${key.key}\nKEYPORT_SECRET=${key.secret}\n`, { mode: 0o600 });
  writeFileSync(program, script, { mode: 0o755 });
  const line = cronLine
    .replace('https://keys.example.com', keyport.portalUrl)
    .replace('/etc/acme/keyport.env', file)
    .replace('/usr/local/bin/rotate-key', program);
  // As cron runs it: with hardly any environment.
  const run = () =>
    spawnSync('/bin/sh', ['-c', line], {
      env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
    });
  const credentials = () => {
    const [, newKey = '', secret = ''] =
      /^KEYPORT_KEY=(.*)\nKEYPORT_SECRET=(.*)\n$/.exec(readFileSync(file, 'utf8')) ?? [];
    return { key: newKey, secret };
  };

  expect(run()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(credentials().key).not.toBe(key.key);
  expect(await verify(keyport, credentials())).toBe('VALID');
  expect(execFileSync('stat', ['-c', '%a', file], { encoding: 'utf8' }).trim()).toBe('600');

  const before = credentials();
  const early = run();
  expect(early.status).toBe(1);
  expect(early.stderr).toContain('ROLL_IN_PROGRESS');
  expect(credentials()).toEqual(before);

  await portal.reload();
  await portal.getByRole('button', { name: 'Turn off' }).click();
  await expect(section.first()).toContainText('Off:');
  expect(run().stderr).toContain('SELF_ROLL_NOT_ALLOWED');
  await portal.goto('/audit');
  await expect(portal.getByRole('main')).toContainText('Changed self-rotation');
});
