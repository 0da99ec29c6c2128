import { keyForm } from '../support/key-form';
import { newKey } from '../support/keys';
import { closeReveal, readReveal } from '../support/reveal';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

test('keys outlive a change of KEY_PREFIX, and its change back', async ({ keyport, portal, ada }) => {
  // Both processes are started three times.
  test.slow();
  const old = await newKey(ada);
  await keyport.restart({ KEY_PREFIX: 'acme' });
  const form = keyForm(portal);
  await portal.goto('/keys/new');
  await form.name.fill('After the change');
  await form.permission('Generator').check();
  await form.add.click();
  const fresh = await readReveal(portal, 'After the change');
  expect(fresh.key).toMatch(/^acme_live_/);
  expect(fresh.secret).toMatch(/^acmes_live_/);
  await closeReveal(portal, 'After the change');
  for (const credentials of [old, fresh]) expect(await verify(keyport, credentials)).toBe('VALID');

  await keyport.restart({ KEY_PREFIX: '' });
  for (const credentials of [old, fresh]) expect(await verify(keyport, credentials)).toBe('VALID');
});
