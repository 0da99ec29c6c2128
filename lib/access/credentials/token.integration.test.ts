import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveKey } from '@/lib/platform/secrets/root';
import { hashSecret, secretMatches } from './secret-hash';
import { isSecret, newIdentifier, newSecret, prefixOfIdentifier, readPresented } from './token';

describe('what is made', () => {
  test('reads as itself, and as nothing else', () => {
    for (const environment of ['production', 'integration'] as const) {
      expect(prefixOfIdentifier(newIdentifier(environment))).toBe('kp');
      expect(isSecret(newSecret(environment))).toBe(true);
      expect(isSecret(newIdentifier(environment))).toBe(false);
      expect(prefixOfIdentifier(newSecret(environment))).toBeNull();
    }
  });

  test('has its shape, and 190 random bits in a secret', () => {
    expect(newIdentifier('production')).toMatch(/^kp_live_[0-9A-Za-z]{22}$/);
    expect(newSecret('integration')).toMatch(/^kps_test_[0-9A-Za-z]{38}$/);
    expect(32 * Math.log2(62)).toBeGreaterThan(190);
  });
});

describe('garbage is recognized without a query', () => {
  const key = newIdentifier('production');
  test.each([
    ['cut short', key.slice(0, -1)],
    ['longer', `${key}A`],
    ['another prefix with the checksum of ours', `xx${key.slice(2)}`],
    ['the other environment', key.replace('_live_', '_test_')],
    ['an environment that is none', key.replace('_live_', '_prod_')],
    ['another case', key.toUpperCase()],
    ['a blank', `${key.slice(0, 12)} ${key.slice(13)}`],
    ['not ASCII', `${key.slice(0, 12)}é${key.slice(13)}`],
    ['empty', ''],
    ['20 KB', 'k'.repeat(20_480)],
  ])('%s', (_case, text) => {
    expect(prefixOfIdentifier(text)).toBeNull();
  });

  test('one character changed, wherever', () => {
    fc.assert(
      fc.property(fc.nat(21), fc.constantFrom(...'0123456789ABCxyz'), (index, letter) => {
        const at = 'kp_live_'.length + index;
        fc.pre(key[at] !== letter);
        expect(prefixOfIdentifier(key.slice(0, at) + letter + key.slice(at + 1))).toBeNull();
      }),
    );
  });
});

describe('proof', () => {
  const secret = newSecret('production');
  const stored = (text: string) => Buffer.from(hashSecret(text)).toString('latin1');
  test('is stored as HMAC-SHA-256 under the pepper', () => {
    const expected = createHmac('sha256', deriveKey('pepper')).update(secret).digest();
    expect(Buffer.from(hashSecret(secret))).toEqual(expected);
  });
  test('is the secret and nothing else', () => {
    expect(secretMatches(secret, stored(secret))).toBe(true);
    expect(secretMatches(newSecret('production'), stored(secret))).toBe(false);
    expect(secretMatches(secret, null)).toBe(false);
    expect(secretMatches(secret, undefined)).toBe(false);
  });
});

describe('what is presented', () => {
  test.each([
    ['key', undefined, { key: 'key', secret: null, whole: 'key' }],
    ['key', 'secret', { key: 'key', secret: 'secret', whole: null }],
    ['key.secret', undefined, { key: 'key', secret: 'secret', whole: 'key.secret' }],
    ['key.', undefined, { key: 'key', secret: '', whole: 'key.' }],
    ['key.secret', 'secret', null],
  ])('%j and %j', (key, secret, expected) => {
    expect(readPresented(key, secret)).toEqual(expected);
  });
});
