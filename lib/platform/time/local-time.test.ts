import { describe, expect, test } from 'vitest';
import { instantOf, isShownAs } from './local-time';

const read = (local: string, zone = 'UTC') => {
  const result = instantOf({ local, zone });
  return result.ok ? result.value.toISOString() : result.code;
};

describe('a local time is an instant', () => {
  test.each([
    ['2026-12-24T18:00', 'UTC', '2026-12-24T18:00:00.000Z'],
    ['2026-12-24T18:00', 'Europe/Berlin', '2026-12-24T17:00:00.000Z'],
    ['2026-07-01T09:30', 'America/New_York', '2026-07-01T13:30:00.000Z'],
    ['2028-02-29T00:00', 'Asia/Kolkata', '2028-02-28T18:30:00.000Z'],
    // The hour that comes twice: the earlier of the two.
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ])('%s in %s', (local, zone, expected) => {
    expect(read(local, zone)).toBe(expected);
  });
});

describe('what is not a time is refused', () => {
  test.each([
    ['2026-03-08T02:30', 'America/New_York', 'SKIPPED_TIME'],
    ['2026-02-30T10:00', 'UTC', 'NOT_A_TIME'],
    ['2026-02-29T10:00', 'UTC', 'NOT_A_TIME'],
    ['2026-01-01T25:00', 'UTC', 'NOT_A_TIME'],
    ['275760-09-13T00:00', 'UTC', 'NOT_A_TIME'],
    ['+275760-09-13T00:00', 'UTC', 'NOT_A_TIME'],
    ['tomorrow', 'UTC', 'NOT_A_TIME'],
    ['null', 'UTC', 'NOT_A_TIME'],
    ['', 'UTC', 'NOT_A_TIME'],
    ['2026-12-24T18:00', 'Mars/Olympus', 'NOT_A_ZONE'],
    ['2026-12-24T18:00', '', 'NOT_A_ZONE'],
  ])('%s in %s', (local, zone, expected) => {
    expect(read(local, zone)).toBe(expected);
  });
});

test.each([
  ['0000-06-01T00:00', 'UTC', 'NOT_A_TIME'],
  ['0001-01-01T00:00', 'Asia/Tokyo', 'NOT_A_TIME'],
  ['9999-12-31T23:59', 'America/New_York', 'NOT_A_TIME'],
  ['9999-12-31T23:59', 'UTC', '9999-12-31T23:59:00.000Z'],
])('%s in %s lies within the years that can be stored, or is refused', (local, zone, expected) => {
  expect(read(local, zone)).toBe(expected);
});

test.each([
  // Berlin, 25 October 2026: 02:30 comes twice.
  ['2026-10-25T00:30:00Z', '2026-10-25T02:30', 'Europe/Berlin', true],
  ['2026-10-25T01:30:00Z', '2026-10-25T02:30', 'Europe/Berlin', true],
  ['2026-10-25T01:30:45Z', '2026-10-25T02:30', 'Europe/Berlin', true],
  ['2026-10-25T02:30:00Z', '2026-10-25T02:30', 'Europe/Berlin', false],
  ['2026-10-25T01:30:00Z', '2026-10-25T01:30', 'UTC', true],
  ['2026-10-25T01:30:00Z', '2026-10-25T01:31', 'UTC', false],
  ['2026-10-25T01:30:00Z', '', 'UTC', false],
  ['2026-10-25T01:30:00Z', '2026-10-25T01:30', 'Mars/Olympus', false],
])('whether %s is shown as %s in %s: %s', (instant, local, zone, shown) => {
  expect(isShownAs(new Date(instant), { local, zone })).toBe(shown);
});
