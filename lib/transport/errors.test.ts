import { expect, test } from 'vitest';
import { messageFor } from './errors';

test.each([
  [1, '1 second'],
  [2, '2 seconds'],
  [89, '89 seconds'],
  [90, '2 minutes'],
  [121, '3 minutes'],
])('a wait of %d s is told as %s', (seconds, words) => {
  expect(messageFor('THROTTLED', seconds)).toBe(`Too many failed tries. Try again in ${words}.`);
});
