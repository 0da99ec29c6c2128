import { describe, expect, test } from 'vitest';
import { createKeySchema } from '@/lib/access/keys/schema';
import type { RatePeriod } from './rate-limit-schema';
import { secondsUntil, windowOf } from './rate-policy';

const at = (text: string) => new Date(text).getTime();

describe('the span that a time falls into', () => {
  test.each<[RatePeriod, string, string, string]>([
    ['second', '2026-11-21T12:34:56.789Z', '2026-11-21T12:34:56Z', '2026-11-21T12:34:57Z'],
    ['minute', '2026-11-21T12:34:56.789Z', '2026-11-21T12:34:00Z', '2026-11-21T12:35:00Z'],
    ['day', '2026-11-21T12:34:56.789Z', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
    ['minute', '2026-11-21T12:34:00.000Z', '2026-11-21T12:34:00Z', '2026-11-21T12:35:00Z'],
    ['minute', '2026-11-21T12:34:59.999Z', '2026-11-21T12:34:00Z', '2026-11-21T12:35:00Z'],
    // A day of UTC, also where New York puts its clocks forward on it.
    ['day', '2026-03-08T07:00:00.000Z', '2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z'],
  ])('a %s at %s', (period, now, startsAt, endsAt) => {
    expect(windowOf(period, at(now))).toEqual({ startsAt: at(startsAt), endsAt: at(endsAt) });
  });
});

test.each([
  [0, 1],
  [1, 1],
  [1_000, 1],
  [1_001, 2],
  [59_999, 60],
  [-5, 1],
])('%i ms before the end it is worth waiting %i s', (ms, seconds) => {
  const now = at('2026-11-21T12:34:00Z');
  expect(secondsUntil(now + ms, now)).toBe(seconds);
});

describe('a typed limit', () => {
  const { rate } = createKeySchema.shape;
  test.each(['', ' ', '1', '100', ' 250 ', '1000000'])('%j is taken', (limit) => {
    expect(rate.safeParse({ limit, period: 'second' }).success).toBe(true);
  });

  test.each([
    '0',
    '-1',
    '1.5',
    '1,000',
    '1 000',
    '1e3',
    '0x10',
    '007',
    '1000001',
    '9'.repeat(400),
    'many',
    '１００',
  ])('%j is refused, and the limits are named', (limit) => {
    const parsed = rate.safeParse({ limit, period: 'second' });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('from 1 to 1,000,000'),
    ]);
  });

  test.each([
    { limit: 5, period: 'second' },
    { limit: '5', period: 'hour' },
    { limit: '5' },
    { limit: '5', period: 'second', burst: 9 },
    null,
    '5/second',
  ])('of another shape is refused: %j', (typed) => {
    expect(rate.safeParse(typed).success).toBe(false);
  });
});
