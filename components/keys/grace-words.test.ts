import { expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { canBlockSafely, graceInWords } from './grace-words';

const now = new Date('2026-11-26T12:00:00Z');
const ago = (ms: number | null) => (ms === null ? null : new Date(now.getTime() - ms).toISOString());
const old = (usedMsAgo: number | null, newUsedMsAgo: number | null) => ({
  id: 'x',
  key: 'kp_live_x',
  endsAt: '2026-11-27T00:00:00.000Z',
  lastUsedAt: ago(usedMsAgo),
  lastUsedAddress: null,
  newLastUsedAt: ago(newUsedMsAgo),
});

test.each([
  [4 * 60_000, null, 'Old credentials still in use (4 min ago); new ones not used yet', false],
  [4 * 60_000, 60_000, 'Old credentials still in use (4 min ago); new ones in use', false],
  [HOUR_MS - 1, 60_000, 'Old credentials still in use (59 min ago); new ones in use', false],
  [HOUR_MS, 60_000, 'Old credentials last used 1 h ago; new ones in use', true],
  [null, 60_000, 'Old credentials not used; new ones in use', true],
  [3 * HOUR_MS, null, 'Old credentials last used 3 h ago; new ones not used yet', false],
  [null, null, 'Old credentials not used; new ones not used yet', false],
])('old ones used %s ms ago, new ones %s', (usedMsAgo, newUsedMsAgo, words, isSafe) => {
  const credential = old(usedMsAgo, newUsedMsAgo);
  expect(graceInWords(credential, now)).toBe(words);
  expect(canBlockSafely(credential, now)).toBe(isSafe);
});
