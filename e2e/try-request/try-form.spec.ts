import { newKey } from '../support/keys';
import { expect, test } from '../support/test';
import { tryForm } from '../support/try-form';

test('what is wrong is reported beside its field, and nothing typed is lost', async ({ portal, ada }) => {
  await newKey(ada);
  await portal.goto('/try');
  const form = tryForm(portal);
  await form.path.fill('https://api.example.com/v2/token/generate');
  await form.client.fill('203.0.113.0/24');
  await form.submit.click();
  await expect(form.key).toBeFocused();
  await expect(form.key).toHaveAccessibleDescription(/Choose a key\./);
  await expect(form.path).toHaveAccessibleDescription(/Enter the path alone, from its first \//);
  await expect(form.client).toHaveAccessibleDescription(/This is not one address\./);
  await expect(form.path).toHaveValue('https://api.example.com/v2/token/generate');
  await expect(form.client).toHaveValue('203.0.113.0/24');
  await expect(form.nothing).toBeVisible();
});

test('a key is chosen with the keyboard alone', async ({ portal, ada }) => {
  await newKey(ada, { name: 'Alpha server' });
  await newKey(ada, { name: 'Beta server' });
  await portal.goto('/try');
  const form = tryForm(portal);
  const { keyboard } = portal;
  // What is typed before the page is hydrated isn't searched for.
  await expect(async () => {
    await form.key.fill('');
    await keyboard.type('server');
    await expect(form.options).toHaveCount(2, { timeout: 1_000 });
  }).toPass();
  await expect(form.options.first()).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('ArrowDown');
  await expect(form.options.filter({ hasText: 'Beta' })).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Enter');
  await expect(form.key).toHaveValue('Beta server');
  await expect(form.options).toHaveCount(0);

  await keyboard.type('Alpha');
  await expect(form.options).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(form.key).toHaveValue('Beta server');
  await keyboard.press('Enter');
  await expect(form.code('VALID')).toBeVisible();
});
