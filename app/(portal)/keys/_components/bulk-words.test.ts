import { expect, test } from 'vitest';
import type { KeyState } from '@/lib/access/key-records/schema';
import type { BulkOutcome } from '@/lib/access/keys/schema';
import { bulkInWords, byLastUse, revokedInWords } from './bulk-words';

const key = (name: string | null, outcome: BulkOutcome['outcome']): BulkOutcome => ({
  id: 'x',
  name,
  outcome,
});

test.each([
  ['disable', [key('a', 'changed'), key('b', 'changed')], '2 disabled.', true],
  [
    'disable',
    [key('a', 'changed'), key('b', 'already'), key('c', 'revoked'), key(null, 'not-found')],
    '1 disabled. 1 was disabled already: b. 1 was revoked, which is final: c. 1 was not there any more.',
    false,
  ],
  [
    'revoke',
    ['a', 'b', 'c', 'd', 'e'].map((name) => key(name, 'already')),
    'None revoked. 5 were revoked already: a, b, c and 2 more.',
    false,
  ],
] as const)('%s', (operation, outcomes, words, whole) => {
  expect(bulkInWords(operation, outcomes)).toEqual({ words, whole });
});

const now = new Date('2026-11-26T12:00:00Z');
const chosen = (state: KeyState, hoursAgo: number | null = null) => ({
  state,
  lastUsedAt: hoursAgo === null ? null : new Date(now.getTime() - hoursAgo * 3_600_000).toISOString(),
});

test.each([
  [[chosen('active')], '1 active.'],
  [
    [chosen('active', 1), chosen('active', 23), chosen('active', 25), chosen('active')],
    '4 active, 2 used in the last 24 hours.',
  ],
  [
    [chosen('disabled', 2), chosen('active'), chosen('expired')],
    '1 active; 1 disabled, 1 used in the last 24 hours; 1 expired.',
  ],
  [[chosen('active'), chosen('revoked', 1), chosen('revoked')], '1 active. 2 are revoked already.'],
])('what revoking changes: %j', (keys, words) => {
  expect(revokedInWords(keys, now)).toBe(words);
});

test('what was used last comes first, and never used last', () => {
  const keys = [chosen('active'), chosen('active', 5), chosen('active', 1)];
  expect(keys.sort(byLastUse).map(({ lastUsedAt }) => lastUsedAt)).toEqual([
    '2026-11-26T11:00:00.000Z',
    '2026-11-26T07:00:00.000Z',
    null,
  ]);
});
