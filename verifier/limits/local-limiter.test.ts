import { expect, test } from 'vitest';
import { localLimiter } from './local-limiter';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const once = (period: 'second' | 'minute' | 'day') => ({ limit: 1, period });

test('what is over makes room before what still runs, whichever was opened first', () => {
  const { take } = localLimiter(4);
  expect(take('daily', once('day'), NOON)).toBeNull();
  expect(take('each minute', once('minute'), NOON)).toBeNull();
  expect(take('each second', once('second'), NOON)).toBeNull();
  expect(take('another day', once('day'), NOON)).toBeNull();
  // A minute later the two short ones are over. Two more come.
  const later = NOON + 60_000;
  expect(take('third day', once('day'), later)).toBeNull();
  expect(take('fourth day', once('day'), later)).toBeNull();
  const days = ['daily', 'another day', 'third day', 'fourth day'];
  expect(days.map((key) => take(key, once('day'), later) === null)).toEqual([false, false, false, false]);
});

test('of those that run, the one that ends first makes room', () => {
  const { take } = localLimiter(2);
  take('daily', once('day'), NOON);
  take('each second', once('second'), NOON);
  take('each minute', once('minute'), NOON);
  expect(take('daily', once('day'), NOON)).toBe(43_200);
  expect(take('each minute', once('minute'), NOON)).toBe(60);
});
