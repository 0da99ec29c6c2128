import { fillNewKey, keyForm } from '../support/key-form';
import { keyRow } from '../support/key-table';
import { newKey } from '../support/keys';
import { closeReveal, readReveal } from '../support/reveal';
import { expect, test } from '../support/test';
import { verify } from '../support/verifier';

const NAME = 'Token server';

const REFUSED = {
  '203.0.113.7/24': 'did you mean 203.0.113.0/24?',
  '2001:db8::1/32': 'did you mean 2001:db8::/32?',
  '::ffff:1.2.3.4/24': 'write it as an IPv4 block',
  '::ffff:0:0/96': 'write it as an IPv4 block',
  '::203.0.113.7': 'write the IPv4 address',
  '64:ff9b::203.0.113.7': 'write the IPv4 address',
  'fe80::1%eth0': 'a zone such as %eth0 means nothing here',
  '10.0.0.0/33': 'from 0 to 32',
  '10.0.0.0/-1': 'as a number',
  '10.0.0.0/': 'as a number',
  '10.0.0.0/08': 'without leading zeros',
  '/-1': 'write the address before /',
  '/': 'write the address before /',
  '10.0.0.0 /8': 'contains a blank',
  '010.0.0.1': 'not an IPv4 or IPv6 address',
  '0x7f.0.0.1': 'not an IPv4 or IPv6 address',
  '127.1': 'not an IPv4 or IPv6 address',
  '2130706433': 'not an IPv4 or IPv6 address',
  '256.1.1.1': 'not an IPv4 or IPv6 address',
  '1.2.3': 'not an IPv4 or IPv6 address',
  '1.2.3.4:80': 'without a port',
  '[2001:db8::1]': 'without brackets',
  '2001:db8::/129': 'from 0 to 128',
  '1::2::3': 'not an IPv4 or IPv6 address',
  '12345::': 'not an IPv4 or IPv6 address',
  '10.0.0.0/255.0.0.0': 'write the mask as a number',
  '10.*': 'write a block',
  '１０.0.0.1': 'plain ASCII',
  unknown: 'not an IPv4 or IPv6 address',
};

const ACCEPTED = {
  '203.0.113.7': '203.0.113.7',
  '198.51.100.0/24': '198.51.100.0/24',
  '203.0.113.9/32': '203.0.113.9',
  '2001:db8::1': '2001:db8::1',
  '2001:DB8::2': '2001:db8::2',
  '2001:db8:1::/48': '2001:db8:1::/48',
  '::ffff:203.0.113.10': '203.0.113.10',
  '::ffff:cb00:710b': '203.0.113.11',
  '::ffff:192.0.2.0/120': '192.0.2.0/24',
};

test('every refused line is named with its reason, and nothing typed is lost', async ({ portal }) => {
  const form = await fillNewKey(portal, NAME);
  const typed = ['203.0.113.0/24', ...Object.keys(REFUSED)].join('\n');
  await form.ipRanges.fill(typed);
  await form.add.click();
  await expect(form.ipRanges).toHaveAccessibleDescription(/Line 2, .*Line 30, /);
  await expect(form.ipRanges).not.toHaveAccessibleDescription(/Line 1,/);
  for (const [index, [line, reason]] of Object.entries(REFUSED).entries()) {
    await expect(portal.getByText(`Line ${index + 2}, “${line}”:`)).toContainText(reason);
  }
  await expect(form.ipRanges).toBeFocused();
  await expect(form.ipRanges).toHaveValue(typed);
  await expect(form.name).toHaveValue(NAME);
  await expect(form.permission('Generator')).toBeChecked();
});

test('accepted lines are made canonical, and hold', async ({ portal, keyport }) => {
  const form = await fillNewKey(portal, NAME);
  await form.ipRanges.fill(`\n  ${Object.keys(ACCEPTED).join('  \n')}\n203.0.113.7\n`);
  await form.add.click();
  const credentials = await readReveal(portal, NAME);
  await closeReveal(portal, NAME);
  await keyRow(portal, NAME).edit.click();
  await expect(keyForm(portal).ipRanges).toHaveValue(Object.values(ACCEPTED).join('\n'));
  const from = (clientIp: string) => verify(keyport, credentials, { clientIp });
  for (const client of [
    '203.0.113.7',
    '::ffff:203.0.113.7',
    '198.51.100.255',
    '2001:db8:1:ffff::',
    '192.0.2.1',
  ]) {
    expect(await from(client), client).toBe('VALID');
  }
  for (const client of ['203.0.113.8', '198.51.101.0', '2001:db8:2::', '::ffff:198.51.101.0']) {
    expect(await from(client), client).toBe('IP_NOT_ALLOWED');
  }
  expect(await verify(keyport, credentials), 'without an address').toBe('IP_NOT_ALLOWED');
});

test('a range that lets everyone in has to be meant, and lets in no other family', async ({
  portal,
  keyport,
}) => {
  const form = await fillNewKey(portal, NAME);
  await expect(form.everyone).toBeHidden();
  await form.ipRanges.fill('0.0.0.0/0');
  await form.add.click();
  await expect(form.everyone).toBeFocused();
  await expect(form.everyone).toHaveAccessibleDescription(
    '0.0.0.0/0 lets in every IPv4 address. Is everyone meant?',
  );
  await form.everyone.check();
  await form.add.click();
  const credentials = await readReveal(portal, NAME);
  expect(await verify(keyport, credentials, { clientIp: '198.51.100.1' })).toBe('VALID');
  expect(await verify(keyport, credentials, { clientIp: '::ffff:198.51.100.1' })).toBe('VALID');
  expect(await verify(keyport, credentials, { clientIp: '2001:db8::1' })).toBe('IP_NOT_ALLOWED');
});

test('a hundred ranges are kept, one more is too many', async ({ portal }) => {
  const form = await fillNewKey(portal, NAME);
  const lines = Array.from({ length: 101 }, (_, host) => `10.0.0.${host}`);
  await form.ipRanges.fill(lines.join('\n'));
  await form.add.click();
  await expect(form.ipRanges).toHaveAccessibleDescription(/at most 100 ranges/);
  await form.ipRanges.fill(lines.slice(1).join('\n'));
  await form.add.click();
  await readReveal(portal, NAME);
});

test('nothing is lost when the save fails, nor with the network cut off', async ({
  portal,
  context,
  ada,
}) => {
  await newKey(ada, { name: NAME });
  const form = await fillNewKey(portal, NAME, ['Mapper', 'Sharer']);
  await form.description.fill('Frankfurt');
  await form.environment('Production').check();
  await form.status('Deactivated').check();
  await form.expiration.fill('2035-01-01T12:00');
  await form.ipRanges.fill('203.0.113.0/24\n2001:db8::/32');
  const expectAllThere = async () => {
    await expect(form.description).toHaveValue('Frankfurt');
    await expect(form.permission('Mapper')).toBeChecked();
    await expect(form.permission('Sharer')).toBeChecked();
    await expect(form.status('Deactivated')).toBeChecked();
    await expect(form.expiration).toHaveValue('2035-01-01T12:00');
    await expect(form.ipRanges).toHaveValue('203.0.113.0/24\n2001:db8::/32');
  };
  await form.add.click();
  await expect(form.name).toHaveAccessibleDescription(/Another key of this environment has this name/);
  await expectAllThere();

  await form.name.fill(`${NAME} 2`);
  await context.setOffline(true);
  await form.add.click();
  await expect(form.failure).toContainText(
    'Keyport could not be reached. Try again. Nothing you typed is lost.',
  );
  await expectAllThere();
  await context.setOffline(false);
  await form.add.click();
  await readReveal(portal, `${NAME} 2`);
});
