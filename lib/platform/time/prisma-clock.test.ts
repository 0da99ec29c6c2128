import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { newCounter } from '@/lib/identity/throttle/policy';

test('no column is filled in by Prisma, which takes this machine’s time', () => {
  const lines = readFileSync('prisma/schema.prisma', 'utf8').split('\n');
  const filledIn = lines.filter((line) => /@default\(now\(\)\)|@updatedAt/.test(line));
  // Defaults for portals of an earlier release that know nothing of these columns. This one always writes both.
  expect(filledIn.map((line) => line.trim().split(' ')[0])).toEqual(['since', 'underWaySince']);
  expect(Object.keys(newCounter(new Date(0)))).toEqual(expect.arrayContaining(['since', 'underWaySince']));
});
