import { changeKeyStatus } from '@/lib/access/keys/change-status';
import { newDataset } from '@/test/datasets';
import { query } from '../support/database';
import { newKey, utc } from '../support/keys';
import { must } from '../support/must';
import { expect, test } from '../support/test';
import { MINUTE, wholeMinuteAfter } from '../support/times';
import { chooseKey, tryForm } from '../support/try-form';
import { verify } from '../support/verifier';

const NAME = 'Token server';

test('a good request is let through, and it is said by what', async ({ portal, ada }) => {
  const { id, key } = await newKey(ada);
  await portal.goto('/keys');
  await portal.getByRole('link', { name: 'Try a request', exact: true }).click();
  await expect(portal.getByRole('heading', { name: 'Try a request', level: 1 })).toBeVisible();
  const form = tryForm(portal);
  await expect(form.nothing).toBeVisible();
  await form.key.fill(key);
  await form.options.filter({ hasText: NAME }).click();
  await expect(form.key).toHaveAccessibleDescription(new RegExp(key));
  await expect(form.withSecret).toBeChecked();
  await form.method.selectOption('POST');
  await form.path.fill('/v2/token/generate?a=1');
  await form.submit.click();
  await expect(form.code('VALID')).toBeVisible();
  const main = portal.getByRole('main');
  await expect(main).toContainText('Let through by Generator, which names POST /v2/token/generate');

  await form.withSecret.uncheck();
  await form.submit.click();
  await expect(form.code('SECRET_REQUIRED')).toBeVisible();
  await expect(main).toContainText('With it, the answer is VALID.');
  await main.getByRole('link', { name: NAME, exact: true }).click();
  await expect(portal).toHaveURL(`/keys/${id}`);
});

test('each refusal comes with its reason, in the words of what was asked', async ({ portal, ada }) => {
  await newKey(ada, { ipRanges: '203.0.113.0/24' });
  await newDataset(ada.actor, { name: 'Shop' });
  const form = await chooseKey(portal, NAME);
  const main = portal.getByRole('main');
  const tryIt = async (code: string, reason: string) => {
    await form.submit.click();
    await expect(form.code(code)).toBeVisible();
    await expect(main).toContainText(reason);
  };
  await tryIt('IP_NOT_ALLOWED', 'the request came without a client address');
  await form.client.fill('198.51.100.7');
  await tryIt('IP_NOT_ALLOWED', "198.51.100.7 is in none of this key's IP ranges.");
  await form.client.fill('203.0.113.7');
  await tryIt('VALID', 'This key is good.');

  await form.method.selectOption('POST');
  await form.path.fill('/v3/identity/map');
  await tryIt(
    'INSUFFICIENT_PERMISSIONS',
    'No permission of this key names POST /v3/identity/map; Mapper would.',
  );
  await form.path.fill('/v2/token/Generate');
  await tryIt('INSUFFICIENT_PERMISSIONS', 'No permission names POST /v2/token/Generate for such a request.');
  await form.path.fill('/v2/token/generate');
  await form.dataset.selectOption({ label: 'Shop' });
  await tryIt('DATASET_NOT_ALLOWED', 'This key is associated with no dataset');
  await form.dataset.selectOption('');
  await form.environment.selectOption('Integration');
  await tryIt('WRONG_ENVIRONMENT', 'This key is for Production, the request for Integration.');
});

test("a key that was stopped or has ended gets the verifier's own answer", async ({
  portal,
  keyport,
  ada,
}) => {
  const end = wholeMinuteAfter(keyport.clock.now(), MINUTE);
  const ending = await newKey(ada, { name: 'Ending', expiration: utc(end) });
  const disabled = await newKey(ada, { name: 'Resting' });
  must(await changeKeyStatus(ada.actor, 'disable', disabled));
  let form = await chooseKey(portal, 'Resting');
  await form.submit.click();
  await expect(form.code('DISABLED')).toBeVisible();
  await expect(portal.getByText('The same credentials work again once it is enabled.')).toBeVisible();
  expect(await verify(keyport, disabled)).toBe('DISABLED');

  form = await chooseKey(portal, 'Ending');
  await form.submit.click();
  await expect(form.code('VALID')).toBeVisible();
  keyport.clock.set(end);
  await form.submit.click();
  await expect(form.code('EXPIRED')).toBeVisible();
  await expect(portal.getByText('A later expiration makes it work again.')).toBeVisible();
  expect(await verify(keyport, ending)).toBe('EXPIRED');
});

test('a try counts as no use and leaves the rate limit whole', async ({ portal, keyport, ada }) => {
  const credentials = await newKey(ada, { rate: { limit: '1', period: 'day' } });
  const form = await chooseKey(portal, NAME);
  await form.submit.click();
  await expect(portal.getByText('This key is good.')).toBeVisible();
  await expect(portal.getByText('This key has a rate limit: 1 request per day.')).toBeVisible();
  await form.permission.selectOption('Generator');
  await form.submit.click();
  await expect(portal.getByText('This key holds Generator.')).toBeVisible();
  await portal.goto(`/keys/${credentials.id}`);
  const main = portal.getByRole('main');
  await expect(main).toContainText('Last usedNever');
  expect(await verify(keyport, credentials)).toBe('VALID');
  await expect(async () => {
    await portal.reload();
    await expect(main).not.toContainText('Last usedNever', { timeout: 500 });
  }).toPass();
  const counted = await query(
    keyport,
    `select u.count::int from credential_usage u join credential c on c.id = u.credential_id
      where c.api_key_id = $1`,
    [credentials.id],
  );
  expect(counted, "the verifier's one alone").toEqual([{ count: 1 }]);
});
