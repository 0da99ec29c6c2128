import { expect, test } from 'vitest';
import { importRowSchema, reasonOf } from './row-schema';

const TOKEN = 'legacy-0123456789abcdef';
const SHA = 'ab'.repeat(32);
const good = { token: TOKEN, name: 'Token server', permissions: ['generator'], environment: 'production' };
const without = (...fields: string[]) =>
  Object.fromEntries(Object.entries(good).filter(([field]) => !fields.includes(field)));
const credential = (fields: object) => ({ ...without('token'), ...fields });
const ONE = 'needs a token, a tokenSha256, or a key with its secret or secretSha256, and only one of these';
const TOKEN_WORDS = 'has 20 to 512 visible ASCII characters without comma';

test.each([
  ['no credential', credential({}), ONE],
  ['a token twice', { ...good, tokenSha256: SHA }, ONE],
  ['a token and a key', { ...good, key: 'client-1', secret: TOKEN }, ONE],
  ['a key without secret', credential({ key: 'client-1' }), ONE],
  ['a secret without key', credential({ secret: TOKEN }), ONE],
  ['a secret twice', credential({ key: 'client-1', secret: TOKEN, secretSha256: SHA }), ONE],
  ['a short token', { ...good, token: 'x'.repeat(19) }, `token: ${TOKEN_WORDS}`],
  ['a long token', { ...good, token: 'x'.repeat(513) }, `token: ${TOKEN_WORDS}`],
  ['a very long token', { ...good, token: 'x'.repeat(60_000) }, `token: ${TOKEN_WORDS}`],
  ['a comma in a token', { ...good, token: `${TOKEN},${TOKEN}` }, `token: ${TOKEN_WORDS}`],
  ['a blank in a token', { ...good, token: `${TOKEN} x` }, `token: ${TOKEN_WORDS}`],
  ['a line break at the end of a token', { ...good, token: `${TOKEN}\n` }, `token: ${TOKEN_WORDS}`],
  ['NUL in a token', { ...good, token: `${TOKEN}\0` }, /^token: /],
  ['a token that is not ASCII', { ...good, token: `${TOKEN}é` }, `token: ${TOKEN_WORDS}`],
  ['a token that is a number', { ...good, token: 12_345 }, 'token: is not a text'],
  ['a short secret', credential({ key: 'client-1', secret: 'short' }), `secret: ${TOKEN_WORDS}`],
  [
    'a short identifier',
    credential({ key: 'ab', secret: TOKEN }),
    'key: has 3 to 128 letters, digits, _ and -',
  ],
  ['a full stop in an identifier', credential({ key: 'a.bc', secret: TOKEN }), /^key: has 3 to 128/],
  ['a long identifier', credential({ key: 'k'.repeat(129), secret: TOKEN }), /^key: has 3 to 128/],
  ['hex that is too short', credential({ tokenSha256: SHA.slice(1) }), /^tokenSha256: is not a SHA-256/],
  ['hex of something longer', credential({ tokenSha256: `${SHA}00` }), /^tokenSha256: is not a SHA-256/],
  ['a digest that is a number', credential({ tokenSha256: 1 }), /^tokenSha256: is not a text/],
  [
    'base64 with garbage',
    credential({ key: 'abc', secretSha256: `${'A'.repeat(42)}!=` }),
    /^secretSha256: is not/,
  ],
  ['no name', without('name'), 'name: Enter a name.'],
  ['a name of blanks', { ...good, name: ' \u200b ' }, 'name: Enter a name.'],
  ['a long name', { ...good, name: 'n'.repeat(101) }, 'name: Use at most 100 characters.'],
  ['NUL in a name', { ...good, name: 'a\0b' }, /^name: Contains a control character/],
  ['a broken character', { ...good, name: 'a\ud800' }, /^name: Contains a broken character/],
  ['a name from right to left', { ...good, name: 'a\u202eb' }, /^name: .*reading direction/],
  ['no permissions', without('permissions'), 'permissions: is missing'],
  ['an empty list of permissions', { ...good, permissions: [] }, 'permissions: is missing'],
  [
    'a permission that is no name',
    { ...good, permissions: ['generator', 'Two'] },
    /^permissions: number 2 is not the name/,
  ],
  ['no environment', without('environment'), 'environment: is not production or integration'],
  ['another environment', { ...good, environment: 'live' }, 'environment: is not production or integration'],
  ['another status', { ...good, status: 'revoked' }, 'status: is not active or disabled'],
  [
    'a long description',
    { ...good, description: 'd'.repeat(501) },
    'description: Use at most 500 characters.',
  ],
  ['a control character', { ...good, usedIn: 'a\u0007' }, /^usedIn: Contains a control/],
  [
    'no address',
    { ...good, ipRanges: ['203.0.113.7', TOKEN] },
    'ipRanges: number 2: not an IPv4 or IPv6 address',
  ],
  [
    'host bits',
    { ...good, ipRanges: '203.0.113.7/24' },
    /^ipRanges: number 1: .*did you mean 203\.0\.113\.0\/24/,
  ],
  ['everyone', { ...good, ipRanges: '0.0.0.0/0' }, /^ipRanges: lets in every address of a family/],
  [
    '101 ranges',
    { ...good, ipRanges: Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`) },
    /^ipRanges: has at most 100/,
  ],
  [
    'a time without zone',
    { ...good, expiresAt: '2027-01-31T12:00:00' },
    /^expiresAt: is not a time with its zone/,
  ],
  ['a day', { ...good, createdAt: '2027-01-31' }, /^createdAt: is not a time with its zone/],
  ['30 February', { ...good, expiresAt: '2027-02-30T00:00:00Z' }, /^expiresAt: is not a time/],
  ['milliseconds', { ...good, expiresAt: 1795768509633 }, /^expiresAt: is not a time/],
  ['a comma in an external id', { ...good, externalId: 'a,b' }, /^externalId: Use at most 255 visible ASCII/],
  ['an empty external id', { ...good, externalId: '' }, /^externalId: Use at most 255/],
  ['a long external id', { ...good, externalId: 'x'.repeat(256) }, /^externalId: Use at most 255/],
  ['metadata that is no JSON', { ...good, metadata: '{a:1}' }, /^metadata: Enter a JSON object/],
  ['metadata that is a list', { ...good, metadata: ['a'] }, /^metadata: Enter a JSON object/],
  ['nested metadata', { ...good, metadata: { a: { b: 1 } } }, /^metadata: A value is/],
  ['a name in metadata', { ...good, metadata: { 'a b': 1 } }, /^metadata: A name has/],
  ['large metadata', { ...good, metadata: { a: 'ü'.repeat(2_048) } }, /^metadata: Use at most 4,096 bytes/],
  [
    'another field',
    { ...good, [TOKEN]: 1 },
    /^has a field that is not one of key, secret, secretSha256, token,/,
  ],
  [
    'several',
    { ...good, name: '', environment: 'x' },
    'name: Enter a name.; environment: is not production or integration',
  ],
])('%s', (_what, values, expected) => {
  const { error } = importRowSchema.safeParse(values);
  if (!error) throw new Error('It was accepted');
  const reason = reasonOf(error);
  if (expected instanceof RegExp) expect(reason).toMatch(expected);
  else expect(reason).toBe(expected);
  expect(reason, 'never the value').not.toContain(TOKEN);
});

test('a row with every field', () => {
  const row = importRowSchema.parse({
    ...credential({ key: 'client-1', secretSha256: SHA.toUpperCase() }),
    permissions: 'generator, mapper;generator',
    description: ' What it is for\nin two lines ',
    ipRanges: '203.0.113.7 2001:DB8::/32',
    usedIn: 'one place',
    expiresAt: '2027-01-31T12:00:00+02:00',
    createdAt: '2020-02-29T00:00:00Z',
    status: 'disabled',
    externalId: 'crm-1',
    metadata: '{"plan":"gold","seats":3,"trial":false}',
  });
  expect(row).toMatchObject({
    permissions: ['generator', 'mapper'],
    description: 'What it is for\nin two lines',
    ipRanges: ['203.0.113.7', '2001:db8::/32'],
    expiresAt: new Date('2027-01-31T10:00:00Z'),
    status: 'disabled',
    metadata: { plan: 'gold', seats: 3, trial: false },
  });
});

test.each([
  ['hex', SHA],
  ['base64', Buffer.from(SHA, 'hex').toString('base64')],
  ['base64url', Buffer.from(SHA, 'hex').toString('base64url')],
])('a SHA-256 in %s', (_form, tokenSha256) => {
  expect(importRowSchema.parse(credential({ tokenSha256 }))).toMatchObject({
    status: 'active',
    ipRanges: [],
  });
});
