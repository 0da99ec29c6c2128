import { expect, test } from 'vitest';
import { parseTimeRange } from './time-range-policy';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const at = (text: string) => new Date(text);

test.each([
  ['24h', at('2026-11-20T12:00:00.000Z'), null],
  ['7d', at('2026-11-14T12:00:00.000Z'), null],
  ['2026-11-01T00:00:00.000Z/', at('2026-11-01T00:00:00.000Z'), null],
  ['/2026-11-01T00:00:00Z', null, at('2026-11-01T00:00:00.000Z')],
  [
    '2026-10-31T23:00:00.000Z/2026-11-01T23:00:00.000Z',
    at('2026-10-31T23:00:00Z'),
    at('2026-11-01T23:00:00Z'),
  ],
  ['', null, null],
  ['toString', null, null],
  ['yesterday/now', null, null],
  ['0000-01-01T00:00:00Z/', null, null],
  [
    '0001-01-01T00:00:00Z/9999-12-31T23:59:59.999Z',
    at('0001-01-01T00:00:00Z'),
    at('9999-12-31T23:59:59.999Z'),
  ],
  ['+275760-09-13T00:00:00Z/', null, null],
  ['2026-02-30T99:00:00Z/', null, null],
])('%s', (text, from, to) => {
  expect(parseTimeRange(text, NOW)).toEqual({ from, to });
});
