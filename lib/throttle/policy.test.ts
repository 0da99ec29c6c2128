import { expect, test } from 'vitest';
import { countTry, type Tries, waitMs } from './policy';

const start = new Date('2026-11-21T12:00:00.000Z');
const after = (ms: number) => new Date(start.getTime() + ms);

test('five tries are free, then the waits double up to a quarter of an hour', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 50].map((failures) => waitMs(failures) / 60_000);
  expect(minutes).toEqual([0, 0, 0, 0, 0.5, 1, 2, 4, 8, 15, 15]);
});

function fail(times: number, from: Tries | null = null, now = start): Tries | null {
  let tries = from;
  for (let i = 0; i < times; i++) tries = countTry(tries, now);
  return tries;
}

test('a sixth try waits for its time, and not a moment longer', () => {
  const fifth = fail(5);
  expect(countTry(fifth, after(29_999))).toBeNull();
  expect(countTry(fifth, after(30_000))).toMatchObject({ failures: 6, blockedUntil: after(90_000) });
});

test('a quiet day forgets', () => {
  const fifth = fail(5);
  expect(countTry(fifth, after(24 * 3_600_000 + 1))).toMatchObject({ failures: 1 });
});

test('a clock that was set back locks no one out', () => {
  expect(countTry(fail(5), after(-3_600_000))).toMatchObject({ failures: 6 });
});
