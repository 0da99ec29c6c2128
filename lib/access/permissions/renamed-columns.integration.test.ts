import { afterEach, describe, expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';

/** As a process of the version before does it, with the columns' old names. */
const run = (sql: string) => prisma(database()).$executeRawUnsafe(sql);

async function columns() {
  const rows = await prisma(database()).$queryRaw<unknown[]>`
    select sentence, description, public_fit, allowed_for_public_keys from permission where name = 'report'`;
  return rows[0];
}
const both = (text: string, allowed: boolean) => ({
  sentence: text,
  description: text,
  public_fit: allowed,
  allowed_for_public_keys: allowed,
});

const { permission } = prisma(database());
const values = { label: 'Report', position: 9, recommendedFor: [] };

afterEach(() => permission.deleteMany({ where: { name: 'report' } }));

describe('a permission has the same values under the old and the new names of its columns', () => {
  test.each([
    [`(name, label, position, sentence, public_fit) values ('report', 'Report', 9, 'Old.', true)`, true],
    [`(name, label, position, sentence) values ('report', 'Report', 9, 'Old.')`, false],
  ])('inserted by an old version: %s', async (rest, allowed) => {
    await run(`insert into permission ${rest}`);
    expect(await columns()).toEqual(both('Old.', allowed));
  });

  test('inserted by this version, and changed by either', async () => {
    await permission.create({
      data: { name: 'report', ...values, description: 'New.', allowedForPublicKeys: true },
    });
    expect(await columns()).toEqual(both('New.', true));
    await run(`update permission set sentence = 'Old.', public_fit = false where name = 'report'`);
    expect(await columns()).toEqual(both('Old.', false));
    await permission.update({ where: { name: 'report' }, data: { description: 'Newer.' } });
    expect(await columns()).toEqual(both('Newer.', false));
    await permission.update({ where: { name: 'report' }, data: { allowedForPublicKeys: true } });
    expect(await columns()).toEqual(both('Newer.', true));
    await run(`update permission set label = 'Reports' where name = 'report'`);
    expect(await columns()).toEqual(both('Newer.', true));
  });

  test('a description is required, under one of its names', async () => {
    const nothing = run(`insert into permission (name, label, position) values ('report', 'Report', 9)`);
    await expect(nothing).rejects.toThrow(/description/);
  });
});
