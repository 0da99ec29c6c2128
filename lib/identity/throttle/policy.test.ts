import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_LIMITS,
  ADDRESS_LIMITS,
  admitAttempt,
  type Counter,
  countFailure,
  type Limits,
  newCounter,
  waitMs,
  withdrawAttempt,
} from './policy';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const start = new Date('2026-11-21T12:00:00.000Z');
const at = (ms: number) => new Date(start.getTime() + ms);

function attempt(counter: Counter, limits: Limits, now: Date): Counter {
  const admission = admitAttempt(counter, limits, now);
  if (admission.kind !== 'admitted') throw new Error(admission.kind);
  return admission.counter;
}

/** Failures one after the other, each `everyMs` after the one before. */
function fail(times: number, limits: Limits, { from = newCounter(start), everyMs = 0, firstAt = 0 } = {}) {
  let counter = from;
  for (let i = 0; i < times; i++) {
    const now = at(firstAt + i * everyMs);
    counter = countFailure(attempt(counter, limits, now), limits, now);
  }
  return counter;
}

test.each([
  ['an account from an address', ACCOUNT_LIMITS, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]],
  ['an address', ADDRESS_LIMITS, Array(11).fill(0)],
])('the waits after the first failures of %s, in seconds', (_whose, limits, seconds) => {
  expect(seconds.map((_wait: number, index: number) => waitMs(index + 1, limits) / SECOND_MS)).toEqual(
    seconds,
  );
});

test('an address waits after its fiftieth failure, and never longer than a minute', () => {
  const seconds = [49, 50, 51, 52, 53, 54, 55, 500].map(
    (failures) => waitMs(failures, ADDRESS_LIMITS) / SECOND_MS,
  );
  expect(seconds).toEqual([0, 5, 10, 20, 40, 60, 60, 60]);
});

test.each([
  ['four failures on an account', ACCOUNT_LIMITS, 4, 0, 'admitted'],
  ['a fifth one', ACCOUNT_LIMITS, 5, 30 * SECOND_MS - 1, 'blocked'],
  ['its wait over', ACCOUNT_LIMITS, 5, 30 * SECOND_MS, 'admitted'],
  ['five strange mistakes at an address', ADDRESS_LIMITS, 5, 0, 'admitted'],
  ['49 of them', ADDRESS_LIMITS, 49, 0, 'admitted'],
  ['50 of them', ADDRESS_LIMITS, 50, 5 * SECOND_MS - 1, 'blocked'],
  ['their wait over', ADDRESS_LIMITS, 50, 5 * SECOND_MS, 'admitted'],
])('after %s', (_case, limits, failures, afterMs, kind) => {
  expect(admitAttempt(fail(failures, limits), limits, at(afterMs)).kind).toBe(kind);
});

describe('what is forgotten', () => {
  test.each([
    ['an account, within a day', ACCOUNT_LIMITS, 5, 24 * HOUR_MS, 6],
    ['an account, after a quiet day', ACCOUNT_LIMITS, 5, 24 * HOUR_MS + 1, 1],
    ['a blocked address, within a quarter of an hour', ADDRESS_LIMITS, 50, 15 * MINUTE_MS, 51],
    ['a blocked address, after a quiet quarter of an hour', ADDRESS_LIMITS, 50, 15 * MINUTE_MS + 1, 1],
  ])('%s', (_case, limits, failures, quietMs, expected) => {
    const counter = fail(1, limits, { from: fail(failures, limits), firstAt: quietMs });
    expect(counter.failures).toBe(expected);
  });

  test('mistakes of a busy office that are spread over the day never add up to fifty', () => {
    const counter = fail(500, ADDRESS_LIMITS, { everyMs: 20 * SECOND_MS });
    expect(counter.failures).toBeLessThan(50);
    expect(admitAttempt(counter, ADDRESS_LIMITS, counter.lastTryAt).kind).toBe('admitted');
  });
});

describe('an attempt under way', () => {
  test('is not a failure: it causes no wait, now or later', () => {
    const fourth = fail(4, ACCOUNT_LIMITS);
    const underWay = attempt(fourth, ACCOUNT_LIMITS, start);
    expect(underWay).toMatchObject({ failures: 4, blockedUntil: start });
    expect(withdrawAttempt(underWay)).toEqual(fourth);
  });

  test.each([
    ['an account', ACCOUNT_LIMITS, 0, 5],
    ['an account with three failures', ACCOUNT_LIMITS, 3, 2],
    ['an account whose wait is over', ACCOUNT_LIMITS, 7, 1],
    ['an address', ADDRESS_LIMITS, 0, 50],
    ['an address whose wait is over', ADDRESS_LIMITS, 52, 5],
  ])(
    'of %s: so many together as could fail, and then one has to end',
    (_whose, limits, failures, together) => {
      const later = at(20 * MINUTE_MS - 1);
      const recent = failures >= limits.freeFailures ? at(18 * MINUTE_MS) : start;
      let counter: Counter = { ...newCounter(start), failures, since: recent, lastTryAt: recent };
      if (limits === ADDRESS_LIMITS && failures === 0) counter = newCounter(start);
      for (let i = 0; i < together; i++) counter = attempt(counter, limits, later);
      expect(admitAttempt(counter, limits, later)).toEqual({ kind: 'busy' });
      expect(admitAttempt(withdrawAttempt(counter), limits, later).kind).toBe('admitted');
    },
  );

  test('that nobody ended counts as a failure after half a minute', () => {
    let counter = newCounter(start);
    for (let i = 0; i < 5; i++) counter = attempt(counter, ACCOUNT_LIMITS, start);
    expect(admitAttempt(counter, ACCOUNT_LIMITS, at(30 * SECOND_MS)).kind).toBe('busy');
    expect(admitAttempt(counter, ACCOUNT_LIMITS, at(30 * SECOND_MS + 1))).toMatchObject({
      counter: { failures: 5, underWay: 1 },
    });
  });
});

test('a clock that was set back locks no one out', () => {
  expect(admitAttempt(fail(5, ACCOUNT_LIMITS), ACCOUNT_LIMITS, at(-HOUR_MS)).kind).toBe('admitted');
});
