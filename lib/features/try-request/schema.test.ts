import { describe, expect, test } from 'vitest';
import { tryRequestSchema } from './schema';

const request = {
  credentialId: '0190b2c0-0000-7000-8000-000000000000',
  withSecret: true,
  environment: 'production',
  method: 'POST',
  path: '/v2/token/generate',
  permission: '',
  client: '',
  dataset: '',
};

const messages = (more: object) => {
  const { error } = tryRequestSchema.safeParse({ ...request, ...more });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

test.each([
  [{}],
  [{ path: '' }],
  [{ path: ' /a ' }],
  [{ client: ' 203.0.113.7 ' }],
  [{ client: '2001:DB8::1' }],
  [{ permission: 'generator' }],
])('taken: %j', (more) => {
  expect(messages(more)).toEqual([]);
});

describe('refused beside the field', () => {
  test.each([
    [{ credentialId: '' }, 'credentialId: Choose a key.'],
    [{ path: 'https://api.example.com/a' }, 'path: Enter the path alone'],
    [{ path: 'a' }, 'path: Enter the path alone'],
    [{ path: `/${'a'.repeat(8192)}` }, 'path: Use at most'],
    [{ client: '203.0.113.0/24' }, 'client: This is not one address.'],
    [{ client: '203.0.113.7:80' }, 'client: Write the address without a port.'],
    [{ client: '[2001:db8::1]' }, 'Write the address without brackets'],
    [{ client: '010.0.0.1' }, 'client: Not an IPv4 or IPv6 address.'],
    [{ client: 'unknown' }, 'client: Not an IPv4 or IPv6 address.'],
    [{ client: 'fe80::1%eth0' }, 'A zone'],
    [{ permission: 'Generator!' }, 'permission: Choose a permission.'],
    [{ dataset: 'd'.repeat(201) }, 'dataset: Use at most 200'],
  ])('%j', (more, words) => {
    expect(messages(more)).toEqual([expect.stringContaining(words)]);
  });

  test.each([{ path: { contains: '' } }, { method: 'TRACE' }, { secret: 'kps_live_x' }])(
    'another shape: %j',
    (more) => {
      expect(messages(more)).toHaveLength(1);
    },
  );
});
