import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginMeasurement, clockSkewMs, forgetMeasurements, noteDatabaseTime, nowMs } from './clock';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: NOON });
  forgetMeasurements();
});
afterEach(() => {
  vi.useRealTimers();
  forgetMeasurements();
});

/** Both of this machine's clocks go on. */
const pass = (ms: number) => vi.advanceTimersByTime(ms);
/** Somebody sets the wall clock; the monotonic one takes no notice. */
const setWall = (ms: number) => vi.setSystemTime(ms);

/** The database says `databaseMs` half-way through a round trip. */
function measure(databaseMs: number, roundTripMs = 0): void {
  const asked = beginMeasurement();
  pass(roundTripMs);
  noteDatabaseTime(asked, databaseMs);
}

test('until it is measured, the time is this machine’s', () => {
  expect(nowMs()).toBe(NOON);
  pass(5);
  expect(nowMs()).toBe(NOON + 5);
});

describe.each([-HOUR, -5_000, 0, 5_000, HOUR])('with the database %d ms ahead', (ahead) => {
  test('the time is the database’s, and goes on', () => {
    measure(NOON + ahead);
    expect([nowMs(), clockSkewMs()]).toEqual([NOON + ahead, ahead]);
    pass(2_500);
    expect(nowMs()).toBe(NOON + ahead + 2_500);
  });

  test.each([-HOUR, -5_000])('a wall clock that is set back by %d ms gives no time back', (step) => {
    measure(NOON + ahead);
    setWall(NOON + step);
    expect(nowMs()).toBe(NOON + ahead);
    pass(100);
    expect(nowMs()).toBe(NOON + ahead + 100);
    measure(NOON + ahead + 100);
    expect([nowMs(), clockSkewMs()]).toEqual([NOON + ahead + 100, ahead - step]);
  });

  test('a wall clock that is set forward counts until the next measurement', () => {
    measure(NOON + ahead);
    setWall(NOON + HOUR);
    expect(nowMs()).toBe(NOON + ahead + HOUR);
    measure(NOON + ahead + 20, 20);
    expect(nowMs()).toBe(NOON + ahead + 40);
  });
});

test('the time is never behind the database’s, and ahead by a round trip at the most', () => {
  measure(NOON, 30);
  expect(nowMs()).toBe(NOON + 30);
});

test('a slow answer does not make it less exact, and a quick one makes it more so', () => {
  measure(NOON, 2);
  measure(NOON + 2, 400);
  expect(nowMs()).toBe(NOON + 402);
  forgetMeasurements();
  measure(NOON + 402, 400);
  expect(nowMs()).toBe(NOON + 802);
  measure(NOON + 700, 1);
  expect(nowMs()).toBe(NOON + 701);
});

test('a database whose clock is set back, or that is replaced by one whose clock is behind, brings nothing back', () => {
  measure(NOON);
  pass(1_000);
  measure(NOON - HOUR);
  expect(nowMs()).toBe(NOON + 1_000);
  pass(1_000);
  measure(NOON - HOUR + 1_000);
  expect(nowMs()).toBe(NOON + 1_000);
  pass(HOUR + 500);
  expect(nowMs()).toBe(NOON + 1_000 + 500);
});

test('an answer during which this machine’s clock was set says nothing', () => {
  measure(NOON);
  const asked = beginMeasurement();
  setWall(NOON + HOUR);
  noteDatabaseTime(asked, NOON);
  expect(nowMs()).toBe(NOON + HOUR);
});
