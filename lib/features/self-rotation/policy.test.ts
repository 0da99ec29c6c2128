import { expect, test } from 'vitest';
import { decideSelfRoll, type SelfRollFacts } from './policy';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const MINUTE_MS = 60_000;

const FIRST: SelfRollFacts = {
  isCurrent: true,
  isCurrentUsed: false,
  hasOlder: false,
  lastReplacedAt: null,
  issuedInHour: 1,
};
const OLD: SelfRollFacts = { ...FIRST, isCurrent: false, hasOlder: true, lastReplacedAt: NOW - MINUTE_MS };

test.each<[string, SelfRollFacts, unknown]>([
  ['the first time', FIRST, 'first'],
  ['an hour later', { ...FIRST, lastReplacedAt: NOW - 60 * MINUTE_MS }, 'first'],
  [
    'a minute too early',
    { ...FIRST, lastReplacedAt: NOW - 59 * MINUTE_MS },
    { code: 'ROLLED_RECENTLY', retryAfterSeconds: 60 },
  ],
  ['while the old ones work', { ...FIRST, hasOlder: true }, { code: 'ROLL_IN_PROGRESS' }],
  ['by the old ones, before the new ones were used', OLD, 'again'],
  ['by the old ones, after that', { ...OLD, isCurrentUsed: true }, { code: 'ROLL_IN_PROGRESS' }],
  ['over and over', { ...OLD, issuedInHour: 6 }, { code: 'ROLLED_RECENTLY', retryAfterSeconds: 3600 }],
])('%s', (_when, facts, decision) => {
  expect(decideSelfRoll(facts, NOW)).toEqual(decision);
});
