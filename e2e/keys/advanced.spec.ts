import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow, keyTable } from '../support/key-table';
import { revealOf } from '../support/reveal';
import { expect, test } from '../support/test';
import { ask } from '../support/verifier';

const NAME = 'For Acme';

test('an external id and metadata are set under Advanced, shown, searched and returned by verify', async ({
  portal,
  keyport,
}) => {
  const form = await fillNewKey(portal, NAME);
  await expect(form.externalId).toBeHidden();
  await form.advanced.click();
  await form.externalId.fill('customer 4711');
  await form.metadata.fill('{"plan": null}');
  await form.add.click();
  await expect(form.externalId).toHaveAccessibleDescription(/visible ASCII characters/);
  await expect(form.metadata).toHaveAccessibleDescription(
    /plan: A value is a string, a number, or true or false/,
  );

  await form.externalId.fill('customer-4711');
  await form.metadata.fill('{"plan": "gold", "seats": 5}');
  await form.add.click();
  const reveal = revealOf(portal, NAME);
  const credentials = { key: await reveal.key.inputValue(), secret: await reveal.secret.inputValue() };
  expect(await ask(keyport, credentials)).toMatchObject({
    key: { externalId: 'customer-4711', metadata: { plan: 'gold', seats: 5 } },
  });

  await portal.goto('/keys?q=customer-4711');
  await expect(keyTable(portal)).toContainText(NAME);
  await portal.goto('/keys?q=customer-471');
  await expect(portal.getByRole('main')).toContainText('match');
  await expect(keyTable(portal)).toBeHidden();

  await portal.goto('/keys?q=Acme');
  await keyRow(portal, NAME).edit.click();
  const edit = keyForm(portal);
  await expect(edit.advanced).toHaveAttribute('aria-expanded', 'true');
  await expect(edit.metadata).toHaveValue('{\n  "plan": "gold",\n  "seats": 5\n}');
  await edit.metadata.fill('');
  await edit.save.click();
  await expect(portal.getByText(`${NAME} was saved.`)).toBeVisible();
  await keyTable(portal).getByRole('link', { name: NAME }).click();
  const main = portal.getByRole('main');
  await expect(main.getByText('customer-4711')).toBeVisible();
  await expect(main.getByText('plan')).toBeHidden();
});
