import { newKey } from '../support/keys';
import { operatorPage } from '../support/operator';
import { expect, test } from '../support/test';

test('each tab says what it shows', async ({ portal, ada }) => {
  const { id } = await newKey(ada, { name: 'Token server – EU' });
  for (const [path, title] of [
    ['/', 'Overview · Keyport'],
    ['/keys', 'API Keys · Keyport'],
    [`/keys/${id}`, 'Token server – EU · Keyport'],
    ['/keys/00000000-0000-4000-8000-000000000000', 'Not found · Keyport'],
    ['/keys/nonsense', 'Not found · Keyport'],
    ['/webhooks', 'Webhooks · Keyport'],
    ['/webhooks/new', 'Add endpoint · Keyport'],
    ['/webhooks/nonsense', 'Not found · Keyport'],
    ['/nowhere', 'Not found · Keyport'],
  ] as const) {
    await portal.goto(path);
    await expect(portal, path).toHaveTitle(title);
  }
});

test("so do an operator's", async ({ browser, keyport, ada }) => {
  const page = await operatorPage(browser, keyport);
  const { id, name } = ada.actor.organization;
  for (const [path, title] of [
    ['/operator/permissions/generator', 'Generator · Operator · Keyport'],
    [`/operator/organizations/${id}`, `${name} · Operator · Keyport`],
    ['/operator/permissions/nonsense', 'Not found · Operator · Keyport'],
  ] as const) {
    await page.goto(path);
    await expect(page, path).toHaveTitle(title);
  }
});
