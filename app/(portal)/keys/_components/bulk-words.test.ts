import { expect, test } from 'vitest';
import type { BulkOutcome } from '@/lib/keys/schema';
import { bulkInWords } from './bulk-words';

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
] as const)('%s', (deed, outcomes, words, whole) => {
  expect(bulkInWords(deed, outcomes)).toEqual({ words, whole });
});
