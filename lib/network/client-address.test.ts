import { expect, test } from 'vitest';
import { clientAddress } from './client-address';

const proxies = ['10.0.0.0/8', '::1'];

test.each([
  ['a direct client', '203.0.113.7', undefined, '203.0.113.7'],
  ['a client that names another', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['one proxy', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['what the client put at the left', '10.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['two proxies', '10.0.0.1', '203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['a mapped peer', '::ffff:10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['an IPv6 proxy', '::1', '2001:DB8::1', '2001:db8::1'],
  ['garbage in the list', '10.0.0.1', '203.0.113.7, unknown', '10.0.0.1'],
  ['a port in the list', '10.0.0.1', '203.0.113.7:80', '10.0.0.1'],
  ['an empty list', '10.0.0.1', '', '10.0.0.1'],
  ['only proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
])('%s', (_case, peer, forwardedFor, expected) => {
  expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected);
});

test('a rotating left hop changes nothing', () => {
  const seen = new Set(
    Array.from({ length: 50 }, (_, i) => clientAddress('10.0.0.1', `198.51.100.${i}, 203.0.113.7`, proxies)),
  );
  expect([...seen]).toEqual(['203.0.113.7']);
});
