import { describe, expect, test } from 'vitest';
import type { KeyStatus } from '@/lib/access/credentials/schema';
import { graceEnd, refusesRoll } from '@/lib/access/keys/roll-policy';
import type { Grace } from '@/lib/access/keys/schema';
import { DAY_MS, HOUR_MS } from '@/lib/platform/time/durations';
import { expiresSoon, forbiddenPermissions, rotationDue, stateOf } from './policy';

const now = new Date('2026-11-21T12:00:00.000Z');
const at = (ms: number) => new Date(now.getTime() + ms);
const key = (status: KeyStatus, expiresInMs: number | null = null) => ({
  status,
  expiresAt: expiresInMs === null ? null : at(expiresInMs),
});

describe('the state of a key', () => {
  test.each([
    ['active', null, 'active'],
    ['active', 1, 'active'],
    // What ends at T works before T and not at T.
    ['active', 0, 'expired'],
    ['active', -1, 'expired'],
    ['disabled', -1, 'disabled'],
    ['revoked', -1, 'revoked'],
  ] as const)('%s, ending in %s ms: %s', (status, expiresIn, expected) => {
    expect(stateOf(key(status, expiresIn), now)).toBe(expected);
  });
});

describe('when the old credentials stop', () => {
  test.each<[Grace, number | null, number | null, number]>([
    ['now', null, null, 0],
    ['1h', null, null, HOUR_MS],
    ['12h', null, null, 12 * HOUR_MS],
    ['24h', null, null, DAY_MS],
    ['7d', null, null, 7 * DAY_MS],
    ['date', 3 * DAY_MS, null, 3 * DAY_MS],
    // Never later than they would have expired.
    ['7d', null, HOUR_MS, HOUR_MS],
    ['date', 3 * DAY_MS, DAY_MS, DAY_MS],
    ['date', -DAY_MS, null, 0],
  ])('%s, date %s, expiring %s: after %s ms', (grace, date, expires, expected) => {
    const end = graceEnd(grace, date === null ? null : at(date), expires === null ? null : at(expires), now);
    expect(end).toEqual(at(expected));
  });
});

describe('rolling', () => {
  test.each([
    ['active', null, null],
    ['disabled', null, null],
    ['active', 0, 'EXPIRED'],
    ['disabled', -1, 'EXPIRED'],
    ['revoked', null, 'REVOKED'],
    ['revoked', -1, 'REVOKED'],
  ] as const)('%s, ending in %s: %s', (status, expiresIn, expected) => {
    expect(refusesRoll(key(status, expiresIn), now)).toBe(expected);
  });
});

describe('what needs attention', () => {
  test.each([
    ['active', 30 * DAY_MS, true],
    ['active', 30 * DAY_MS + 1, false],
    ['active', null, false],
    ['active', 0, false],
    ['disabled', DAY_MS, false],
  ] as const)('%s, ending in %s, expires soon: %s', (status, expiresIn, expected) => {
    expect(expiresSoon(key(status, expiresIn), now)).toBe(expected);
  });

  test.each([
    ['active', 365 * DAY_MS, true],
    ['active', 365 * DAY_MS - 1, false],
    ['disabled', 400 * DAY_MS, true],
    ['revoked', 400 * DAY_MS, false],
  ] as const)('%s, credentials %s ms old, rotation due: %s', (status, age, expected) => {
    expect(rotationDue(key(status), at(-age), 365, now)).toBe(expected);
  });
});

describe('permissions that may not be given', () => {
  const granted = new Set(['generator', 'mapper']);
  test.each([
    ['granted ones', ['generator', 'mapper'], [], null, []],
    ['one that is not granted', ['generator', 'bidder'], [], null, ['bidder']],
    ['one that is held and was withdrawn', ['bidder'], ['bidder'], null, []],
    ['one that a public key may not have', ['generator', 'mapper'], [], ['generator'], ['mapper']],
    ['one that is held and not fit for public keys any more', ['mapper'], ['mapper'], ['generator'], []],
  ] as const)('%s', (_case, wanted, held, fit, expected) => {
    expect(forbiddenPermissions(wanted, granted, new Set(held), fit && new Set(fit))).toEqual(expected);
  });
});
