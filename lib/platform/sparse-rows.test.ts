import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromSparse, toSparse } from './sparse-rows';

const row = fc.record({
  name: fc.string(),
  state: fc.constantFrom('active', 'revoked'),
  owner: fc.option(fc.record({ name: fc.string() })),
  labels: fc.array(fc.string(), { maxLength: 2 }),
});

test('rows come back as they were, whatever is usual', () => {
  fc.assert(
    fc.property(fc.array(row), row, (rows, usual) => {
      expect(fromSparse(JSON.parse(JSON.stringify(toSparse(rows, usual))))).toEqual(rows);
    }),
  );
});

test('what is usual is sent once', () => {
  const usual = { state: 'active', owner: null };
  const rows = [
    { id: 'a', ...usual },
    { id: 'b', ...usual, state: 'revoked' },
  ];
  expect(toSparse(rows, usual).rows).toEqual([{ id: 'a' }, { id: 'b', state: 'revoked' }]);
});
