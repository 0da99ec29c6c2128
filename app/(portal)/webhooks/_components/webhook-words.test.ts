import { expect, test } from 'vitest';
import { KEY_EVENT_TYPES } from '@/lib/features/webhooks/schema';
import { responseInWords, typesInWords } from './webhook-words';

test.each([
  [{ responseStatus: 200, failure: null, durationMs: 35 }, '200 in 35 ms'],
  [{ responseStatus: 503, failure: null, durationMs: 2_340 }, '503 in 2.3 s'],
  [{ responseStatus: null, failure: 'timeout', durationMs: 10_004 }, 'No response within 10 seconds'],
  [{ responseStatus: null, failure: 'tls', durationMs: 12 }, 'TLS connection failed'],
] as const)('%o is told as %s', (result, words) => {
  expect(responseInWords(result)).toBe(words);
});

test.each([
  [KEY_EVENT_TYPES, 'All'],
  [['key.revoked'], 'Revoked'],
  [['key.created', 'key.edited', 'key.rolled'], 'Created, Edited, Rolled'],
  [['key.created', 'key.edited', 'key.rolled', 'key.deleted'], 'Created, Edited and 2 more'],
])('%o are told as %s', (types, words) => {
  expect(typesInWords(types)).toBe(words);
});
