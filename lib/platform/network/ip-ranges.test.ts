import { describe, expect, test } from 'vitest';
import { inNetworks, parseAddress, parseNetworks } from './address';
import { MAX_RANGES, parseRange, parseRanges } from './ip-ranges';

describe('accepted, and made canonical', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:db8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
  ])('%s is %s', (line, canonical) => {
    expect(parseRange(line)).toEqual({ canonical });
  });
});

describe('refused, with the reason', () => {
  test.each([
    ['203.0.113.7/24', 'did you mean 203.0.113.0/24?'],
    ['2001:db8::1/32', 'did you mean 2001:db8::/32?'],
    ['::ffff:1.2.3.4/24', 'IPv4 block'],
    ['::ffff:0:0/96', 'IPv4 block'],
    ['::203.0.113.7', 'write the IPv4 address'],
    ['64:ff9b::203.0.113.7', 'write the IPv4 address'],
    ['fe80::1%eth0', 'zone'],
    ['10.0.0.0/33', '0 to 32'],
    ['2001:db8::/129', '0 to 128'],
    ['10.0.0.0/-1', 'number'],
    ['/-1', 'before /'],
    ['10.0.0.0/', 'number'],
    ['/', 'before /'],
    ['10.0.0.0/08', 'leading zeros'],
    ['/08', 'before /'],
    ['10.0.0.0 /8', 'blank'],
    ['010.0.0.1', 'not an IPv4 or IPv6 address'],
    ['0x7f.0.0.1', 'not an IPv4 or IPv6 address'],
    ['127.1', 'not an IPv4 or IPv6 address'],
    ['2130706433', 'not an IPv4 or IPv6 address'],
    ['256.1.1.1', 'not an IPv4 or IPv6 address'],
    ['1.2.3', 'not an IPv4 or IPv6 address'],
    ['1.2.3.4:80', 'without a port'],
    ['[2001:db8::1]', 'without brackets'],
    ['1::2::3', 'not an IPv4 or IPv6 address'],
    ['12345::', 'not an IPv4 or IPv6 address'],
    ['10.0.0.0/255.0.0.0', 'mask as a number'],
    ['10.*', 'instead of *'],
    ['１０.0.0.1', 'ASCII'],
    ['unknown', 'not an IPv4 or IPv6 address'],
  ])('%s', (line, reason) => {
    expect(parseRange(line)).toEqual({ reason: expect.stringContaining(reason) });
  });
});

test('each bad line is named; good ones are kept once', () => {
  const parsed = parseRanges('203.0.113.7\n\n  10.0.0.0/33\r\n203.0.113.7/32\nnonsense');
  expect(parsed.ranges).toEqual(['203.0.113.7']);
  expect(parsed.problems.map(({ line, text }) => [line, text])).toEqual([
    [3, '10.0.0.0/33'],
    [5, 'nonsense'],
  ]);
});

test('letting a whole family in is pointed out', () => {
  expect(parseRanges('0.0.0.0/0\n::/0\n10.0.0.0/8').everyone).toEqual(['0.0.0.0/0', '::/0']);
});

test('one range too many is refused', () => {
  const lines = Array.from({ length: MAX_RANGES + 1 }, (_, i) => `10.0.${i >> 8}.${i & 255}`).join('\n');
  expect(parseRanges(lines).problems).toEqual([
    expect.objectContaining({ reason: expect.stringContaining('100') }),
  ]);
});

describe('membership', () => {
  test.each([
    ['203.0.113.7', ['203.0.113.0/24'], true],
    ['203.0.114.7', ['203.0.113.0/24'], false],
    ['::ffff:203.0.113.7', ['203.0.113.0/24'], true],
    ['203.0.113.7', ['203.0.113.7'], true],
    ['2001:db8::1', ['2001:db8::/32'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    // Neither family lets the other in.
    ['2001:db8::1', ['0.0.0.0/0'], false],
    ['203.0.113.7', ['::/0'], false],
  ])('%s in %j: %s', (address, ranges, expected) => {
    const parsed = parseAddress(address);
    expect(parsed && inNetworks(parsed, parseNetworks(ranges))).toBe(expected);
  });
});
