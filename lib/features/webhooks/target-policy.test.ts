import { describe, expect, test } from 'vitest';
import { parseAddress, parseNetworks } from '@/lib/platform/network/address';
import { hostAddress } from '@/lib/platform/network/checked-lookup';
import { isAllowedTarget, type TargetRules, urlProblem } from './target-policy';

const addressOf = (text: string) => {
  const address = parseAddress(text);
  if (!address) throw new Error(`${text} is no address`);
  return address;
};
const NONE: TargetRules = { allowed: [], own: [addressOf('93.184.216.34')] };
const INTERNAL: TargetRules = { ...NONE, allowed: parseNetworks(['10.0.0.0/8']) };

describe('a URL', () => {
  test.each([
    'https://example.com/webhooks',
    'https://example.com:443/webhooks?a=b',
    'https://example.com:8443',
    'https://EXAMPLE.com',
    'https://bücher.example/',
  ])('%s is accepted', (url) => {
    expect(urlProblem(url, NONE)).toBeNull();
  });

  test.each([
    ['', 'begins with https://'],
    ['example.com', 'begins with https://'],
    ['ftp://example.com', 'begins with https://'],
    ['javascript:alert(1)', 'begins with https://'],
    ['https://', 'begins with https://'],
    ['http://example.com', 'must begin with https://'],
    ['https://example.com:80', '443 or 8443'],
    ['https://example.com:6379', '443 or 8443'],
    ['https://user@example.com', 'user name and password'],
    ['https://:secret@example.com', 'user name and password'],
    ['https://example.com/#a', 'from # on'],
  ])('%s is refused', (url, reason) => {
    expect(urlProblem(url, NONE)).toContain(reason);
  });

  test('may use http and any port where the operator allows a network', () => {
    expect(urlProblem('http://hooks.internal:8080/', INTERNAL)).toBeNull();
    expect(urlProblem('http://user@hooks.internal/', INTERNAL)).not.toBeNull();
  });
});

describe('an address', () => {
  test.each([
    ['8.8.8.8', 'https://example.com', NONE, true],
    ['8.8.8.8', 'https://example.com:8443', NONE, true],
    ['10.1.2.3', 'https://example.com', NONE, false],
    ['127.0.0.1', 'https://example.com', NONE, false],
    ['::ffff:127.0.0.1', 'https://example.com', NONE, false],
    ['64:ff9b::7f00:1', 'https://example.com', NONE, false],
    ['93.184.216.34', 'https://example.com', NONE, false],
    ['10.1.2.3', 'https://example.com', INTERNAL, true],
    ['10.1.2.3', 'http://example.com:8080', INTERNAL, true],
    ['192.168.1.1', 'https://example.com', INTERNAL, false],
    // The exception is for its addresses alone.
    ['8.8.8.8', 'http://example.com', INTERNAL, false],
    ['8.8.8.8', 'https://example.com:6379', INTERNAL, false],
    ['8.8.8.8', 'https://example.com', INTERNAL, true],
  ])('%s for %s: %#', (address, url, rules, expected) => {
    expect(isAllowedTarget(addressOf(address), new URL(url), rules)).toBe(expected);
  });

  test.each([
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://①②⑦.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
  ])('that is written as %s is recognized', (text) => {
    const url = new URL(text);
    const address = hostAddress(url);
    expect(address && isAllowedTarget(address, url, NONE)).toBe(false);
  });
});
