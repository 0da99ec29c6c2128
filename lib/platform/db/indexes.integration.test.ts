import { expect, test } from 'vitest';
import { prisma } from './client';
import { database } from './database';

test('every foreign key has an index to find its rows by', async () => {
  const missing = await prisma(database()).$queryRaw<{ name: string }[]>`
    select c.conrelid::regclass || ': ' || c.conname as name from pg_constraint c
    where c.contype = 'f' and not exists (
      select 1 from pg_index i
      where i.indrelid = c.conrelid and i.indpred is null
        and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`;
  expect(missing).toEqual([]);
});
