import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashStarts } from './hash-starts';

const hashOf = (number: number): Buffer => createHash('sha256').update(String(number)).digest();
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe.each([
  ['that grows', 0],
  ['with room for all', 20_000],
])('a table %s', (_which, expected) => {
  test('has what was added, once each, and nothing else', () => {
    const starts = new HashStarts(expected);
    for (let i = 0; i < 20_000; i++) starts.add(hashOf(i));
    for (let i = 0; i < 20_000; i += 7) starts.add(hashOf(i));
    expect(starts.size).toBe(20_000);
    for (let i = 0; i < 20_000; i++) expect(starts.has(latin1(hashOf(i)))).toBe(true);
    for (let i = 20_000; i < 40_000; i++) expect(starts.has(latin1(hashOf(i)))).toBe(false);
  });
});

test('each of many in one piece of bytes is found', () => {
  const starts = new HashStarts();
  const page = Buffer.concat(Array.from({ length: 100 }, (_, i) => hashOf(i).subarray(0, 8)));
  for (let offset = 0; offset < page.length; offset += 8) starts.add(page, offset);
  for (let i = 0; i < 100; i++) expect(starts.has(latin1(hashOf(i)))).toBe(true);
});

test('agrees with a set, however alike the hashes are', () => {
  // Few different bytes, so that many begin in the same slot, at the end of the table and at its beginning too.
  const alike = fc
    .uint8Array({ minLength: 8, maxLength: 8, max: 1 })
    .map((bytes) => bytes.map((bit) => bit * 255));
  fc.assert(
    fc.property(fc.array(alike), fc.array(alike), (added, others) => {
      const starts = new HashStarts();
      for (const bytes of added) starts.add(bytes);
      const expected = new Set(added.map(latin1));
      expect(starts.size).toBe(expected.size);
      for (const bytes of [...added, ...others]) {
        expect(starts.has(latin1(bytes))).toBe(expected.has(latin1(bytes)));
      }
    }),
  );
});
