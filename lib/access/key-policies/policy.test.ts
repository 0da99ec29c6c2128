import { describe, expect, test } from 'vitest';
import { type JudgedTerms, policyProblems } from './policy';
import {
  type KeyPolicy,
  keyPolicySchema,
  NO_POLICY,
  readKeyPolicy,
  stricterOf,
  typedKeyPolicy,
} from './schema';

const ISSUED = new Date('2026-11-27T12:00:00Z');
const daysLater = (days: number, ms = 0) => new Date(ISSUED.getTime() + days * 86_400_000 + ms);

const KEY: JudgedTerms = {
  type: 'secret',
  environment: 'production',
  origin: 'person',
  ownerId: null,
  expiresAt: null,
  ipRanges: [],
  credentialsSince: ISSUED,
};
const EXPIRY: KeyPolicy = { ...NO_POLICY, requireExpiry: true };
const LIFETIME: KeyPolicy = { ...NO_POLICY, maxLifetimeDays: 90 };
const RANGES: KeyPolicy = { ...NO_POLICY, requireIpRanges: true };
const ALL: KeyPolicy = { requireExpiry: true, maxLifetimeDays: 90, requireIpRanges: true };

test.each<[string, Partial<JudgedTerms>, KeyPolicy, string[]]>([
  ['nothing is asked', {}, NO_POLICY, []],
  ['no expiration', {}, EXPIRY, ['expiration']],
  ['an expiration', { expiresAt: daysLater(5_000) }, EXPIRY, []],
  ['no expiration, with a longest lifetime', {}, LIFETIME, ['expiration']],
  ['the last moment', { expiresAt: daysLater(90) }, LIFETIME, []],
  ['a moment later', { expiresAt: daysLater(90, 1) }, LIFETIME, ['expiration']],
  ['no ranges', {}, RANGES, ['ipRanges']],
  ['a range', { ipRanges: ['203.0.113.0/24'] }, RANGES, []],
  ['everyone', { ipRanges: ['0.0.0.0/0'] }, RANGES, ['ipRanges']],
  ['everyone besides a range', { ipRanges: ['203.0.113.0/24', '::/0'] }, RANGES, ['ipRanges']],
  ['no ranges, in integration', { environment: 'integration' }, RANGES, []],
  ['no ranges, of a public key', { type: 'public' }, RANGES, []],
  ['a public key, for ever', { type: 'public' }, ALL, ['expiration']],
  ['everything', {}, ALL, ['expiration', 'ipRanges']],
  ["a member's own key", { ownerId: 'she' }, ALL, []],
  ['a built-in key', { origin: 'default' }, ALL, []],
])('%s', (_what, terms, policy, fields) => {
  expect(Object.keys(policyProblems({ ...KEY, ...terms }, policy))).toEqual(fields);
});

describe('of two policies the stricter holds', () => {
  test.each<[Partial<KeyPolicy>, Partial<KeyPolicy>, Partial<KeyPolicy>]>([
    [{}, {}, {}],
    [{ requireExpiry: true }, {}, { requireExpiry: true }],
    [{}, { requireIpRanges: true }, { requireIpRanges: true }],
    [{ maxLifetimeDays: 90 }, {}, { maxLifetimeDays: 90 }],
    [{ maxLifetimeDays: 90 }, { maxLifetimeDays: 30 }, { maxLifetimeDays: 30 }],
  ])('%j and %j', (one, other, both) => {
    const [a, b] = [
      { ...NO_POLICY, ...one },
      { ...NO_POLICY, ...other },
    ];
    expect(stricterOf(a, b)).toEqual({ ...NO_POLICY, ...both });
    expect(stricterOf(b, a)).toEqual(stricterOf(a, b));
  });
});

test.each(['0', '-1', '3651', '1.5', '1e3', '９０', 'x'])('%j is no number of days', (maxLifetimeDays) => {
  expect(keyPolicySchema.safeParse({ ...typedKeyPolicy(NO_POLICY), maxLifetimeDays }).success).toBe(false);
});

test('what is typed is read back', () => {
  expect(readKeyPolicy(keyPolicySchema.parse(typedKeyPolicy(ALL)))).toEqual(ALL);
  expect(
    readKeyPolicy(keyPolicySchema.parse({ ...typedKeyPolicy(ALL), maxLifetimeDays: ' ' })),
  ).toMatchObject({
    maxLifetimeDays: null,
  });
});
