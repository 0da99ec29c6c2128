import { beforeEach, describe, expect, test } from 'vitest';
import { TestMachineClock } from '@/test/machine-clock';
import { DatabaseClock } from './database-clock';

const NOON = Date.parse('2026-11-26T12:00:00Z');
const HOUR = 3_600_000;

let machine: TestMachineClock;
let clock: DatabaseClock;

beforeEach(() => {
  machine = new TestMachineClock(NOON);
  clock = new DatabaseClock(machine);
});

/** The database's clock says `databaseMs` during a round trip. */
function measure(databaseMs: number, roundTripMs = 0): void {
  const asked = clock.startMeasurement();
  machine.advance(roundTripMs);
  clock.noteDatabaseTime(asked, databaseMs);
}

test('until it is measured, the time is this machine’s', () => {
  expect(clock.nowMs()).toBe(NOON);
  machine.advance(5);
  expect(clock.nowMs()).toBe(NOON + 5);
  expect(clock.now()).toEqual(new Date(NOON + 5));
});

describe.each([-HOUR, -5_000, 0, 5_000, HOUR])('with the database %d ms ahead', (ahead) => {
  test('the time is the database’s, and advances', () => {
    measure(NOON + ahead);
    expect([clock.nowMs(), clock.skewMs()]).toEqual([NOON + ahead, ahead]);
    machine.advance(2_500);
    expect(clock.nowMs()).toBe(NOON + ahead + 2_500);
  });

  test.each([-HOUR, -5_000])('a wall clock that is set back by %d ms gives no time back', (step) => {
    measure(NOON + ahead);
    machine.setWall(NOON + step);
    expect(clock.nowMs()).toBe(NOON + ahead);
    machine.advance(100);
    expect(clock.nowMs()).toBe(NOON + ahead + 100);
    measure(NOON + ahead + 100);
    expect([clock.nowMs(), clock.skewMs()]).toEqual([NOON + ahead + 100, ahead - step]);
  });

  test('a wall clock that is set forward counts until the next measurement', () => {
    measure(NOON + ahead);
    machine.setWall(NOON + HOUR);
    expect(clock.nowMs()).toBe(NOON + ahead + HOUR);
    measure(NOON + ahead + 20, 20);
    expect(clock.nowMs()).toBe(NOON + ahead + 40);
  });
});

test('two machines whose clocks disagree tell the same time', () => {
  const wrong = new TestMachineClock(NOON - 3 * HOUR);
  const other = new DatabaseClock(wrong);
  measure(NOON + 7);
  other.noteDatabaseTime(other.startMeasurement(), NOON + 7);
  expect(other.nowMs()).toBe(clock.nowMs());
  for (const each of [machine, wrong]) each.advance(HOUR);
  expect([clock.nowMs(), other.nowMs()]).toEqual([NOON + HOUR + 7, NOON + HOUR + 7]);
  expect(other.skewMs() - clock.skewMs()).toBe(3 * HOUR);
});

test('the time is never behind the database’s, and ahead by a round trip at the most', () => {
  measure(NOON, 30);
  expect(clock.nowMs()).toBe(NOON + 30);
});

test('a slow answer does not make it less exact, and a quick one makes it more so', () => {
  measure(NOON, 2);
  measure(NOON + 2, 400);
  expect(clock.nowMs()).toBe(NOON + 402);
  clock = new DatabaseClock(machine);
  measure(NOON + 402, 400);
  expect(clock.nowMs()).toBe(NOON + 802);
  measure(NOON + 700, 1);
  expect(clock.nowMs()).toBe(NOON + 701);
});

test('a database whose clock is set back, or that is replaced by one whose clock is behind, brings nothing back', () => {
  measure(NOON);
  machine.advance(1_000);
  measure(NOON - HOUR);
  expect(clock.nowMs()).toBe(NOON + 1_000);
  machine.advance(1_000);
  measure(NOON - HOUR + 1_000);
  expect(clock.nowMs()).toBe(NOON + 1_000);
  machine.advance(HOUR + 500);
  expect(clock.nowMs()).toBe(NOON + 1_000 + 500);
});

test('an answer during which this machine’s clock was set says nothing', () => {
  measure(NOON);
  const asked = clock.startMeasurement();
  machine.setWall(NOON + HOUR);
  clock.noteDatabaseTime(asked, NOON);
  expect(clock.nowMs()).toBe(NOON + HOUR);
});
