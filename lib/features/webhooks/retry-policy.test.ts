import { expect, test } from 'vitest';
import { failedTooLong, nextAttempt } from './retry-policy';

const start = new Date('2026-11-27T12:00:00.000Z');
const HOUR_MS = 3_600_000;

test('pauses grow from 5 seconds to an hour, and a day after the first attempt it is over', () => {
  const pauses: number[] = [];
  let now = start;
  for (let attempts = 1; ; attempts++) {
    const next = nextAttempt(attempts, start, now);
    if (!next) break;
    pauses.push((next.getTime() - now.getTime()) / 1000);
    now = next;
  }
  expect(pauses.slice(0, 12)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
  expect(pauses.every((pause) => pause <= 3600)).toBe(true);
  const total = now.getTime() - start.getTime();
  expect(total).toBeGreaterThan(23 * HOUR_MS - 1);
  expect(total).toBeLessThanOrEqual(24 * HOUR_MS);
});

test('a portal that was away for longer tries once more, and then gives up', () => {
  expect(nextAttempt(3, start, new Date(start.getTime() + 24 * HOUR_MS))).toBeNull();
});

test('an endpoint has failed too long after seven days, not before', () => {
  const after = (ms: number) => new Date(start.getTime() + ms);
  expect(failedTooLong(start, after(7 * 24 * HOUR_MS - 1))).toBe(false);
  expect(failedTooLong(start, after(7 * 24 * HOUR_MS))).toBe(true);
});
