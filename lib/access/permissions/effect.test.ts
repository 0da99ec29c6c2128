import { describe, expect, test } from 'vitest';
import { effectOf, isVerifiable } from './effect';

describe('what a permission that a key holds does', () => {
  test.each([
    ['generator', true, 'secret', 'effective'],
    ['generator', false, 'secret', 'effective'],
    ['generator', true, 'public', 'effective'],
    ['generator', false, 'public', 'not-for-public-keys'],
    ['bidder', false, 'secret', 'withdrawn'],
    ['bidder', false, 'public', 'withdrawn'],
    ['portal:keys:read', false, 'secret', 'effective'],
  ] as const)(
    '%s, allowed for public keys %s, on a %s key: %s',
    (name, allowedForPublicKeys, type, expected) => {
      expect(effectOf({ name, allowedForPublicKeys }, type, new Set(['generator']))).toBe(expected);
    },
  );
});

describe('whether a verifier says yes because of a permission', () => {
  test.each([
    ['generator', true, true, 'public', true],
    ['generator', true, false, 'public', false],
    ['generator', true, false, 'secret', true],
    ['generator', false, true, 'secret', false],
    ['portal:keys:read', true, true, 'secret', false],
  ] as const)('%s, granted %s, allowed for public keys %s, on a %s key: %s', (...row) => {
    const [name, granted, allowedForPublicKeys, type, expected] = row;
    expect(isVerifiable({ name, granted, allowedForPublicKeys }, type)).toBe(expected);
  });
});
