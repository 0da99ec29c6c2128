import { expect, test } from 'vitest';
import { parseNetworks } from './address';
import { clientAddress } from './client-address';

const proxies = parseNetworks(['10.0.0.0/8', '::1']);

test.each([
  ['a direct client', '203.0.113.7', undefined, '203.0.113.7'],
  ['a client that names another', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['one proxy', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['what the client put at the left', '10.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  ['two proxies', '10.0.0.1', '203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['a mapped peer', '::ffff:10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['an IPv6 proxy', '::1', '2001:DB8::1', '2001:db8::1'],
  ['only proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['a proxy that asks for itself', '10.0.0.1', undefined, '10.0.0.1'],
  ['a port', '10.0.0.1', '203.0.113.7:51234', '203.0.113.7'],
  ['a port behind a name that is none', '10.0.0.1', 'x, 203.0.113.7:1', '203.0.113.7'],
  ['brackets', '10.0.0.1', '[2001:DB8::1]', '2001:db8::1'],
  ['brackets and a port', '10.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
  ['quotes', '10.0.0.1', '"[2001:db8::1]:443"', '2001:db8::1'],
  ['quotes and a port', '10.0.0.1', '"203.0.113.7:80"', '203.0.113.7'],
  ['a trusted proxy with a port', '10.0.0.1', '203.0.113.7, 10.0.0.2:8080', '203.0.113.7'],
  ['a word', '10.0.0.1', '203.0.113.7, unknown', null],
  ['an obfuscated name', '10.0.0.1', '_hidden', null],
  ['an empty list', '10.0.0.1', '', null],
  ['an empty hop', '10.0.0.1', '203.0.113.7,', null],
  ['a port that is none', '10.0.0.1', '203.0.113.7:http', null],
  ['IPv4 in brackets', '10.0.0.1', '[203.0.113.7]', null],
  ['half a pair of brackets', '10.0.0.1', '[2001:db8::1', null],
  ['half a pair of quotes', '10.0.0.1', '"203.0.113.7', null],
  ['a zone', '10.0.0.1', 'fe80::1%eth0', null],
  ['octal', '10.0.0.1', '010.0.0.1', null],
  ['what is no address, from a proxy behind one', '10.0.0.1', 'unix:, 10.0.0.2', null],
  ['a peer without an address', '', '203.0.113.7', null],
])('%s', (_case, peer, forwardedFor, expected) => {
  expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected);
});

test('a rotating left hop changes nothing', () => {
  const seen = new Set(
    Array.from({ length: 50 }, (_, i) => clientAddress('10.0.0.1', `198.51.100.${i}, 203.0.113.7`, proxies)),
  );
  expect([...seen]).toEqual(['203.0.113.7']);
});
