import { beforeEach, describe, expect, test } from 'vitest';
import { newIdentifier, newSecret } from '@/lib/access/credentials/token';
import { createKey } from '@/lib/access/keys/create-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { importKey, importRow, importRows, newToken } from '@/test/imports';
import { keyForm } from '@/test/keys';
import { newActor } from '@/test/people';

let ada: Actor;
beforeEach(async () => {
  ada = await newActor();
});

const importOne = (values?: Record<string, unknown>) => importKey(ada, values);
const again = (row: Record<string, unknown>) => importRows(ada, [row]);
const nothing = { imported: 0, already: 0 };

describe('who else has it', () => {
  test('another organization: nobody learns which', async () => {
    const { row } = await importOne();
    const bob = await newActor();
    expect(await importRows(bob, [{ ...row, name: 'Mine' }])).toEqual({
      ...nothing,
      refused: [{ line: 1, reason: 'is taken already' }],
    });
  });

  test('two organizations at the same time: one gets it', async () => {
    const others = await Promise.all([newActor(), newActor(), newActor()]);
    const rows = Array.from({ length: 20 }, () => importRow());
    const outcomes = await Promise.all(others.map((actor) => importRows(actor, rows)));
    expect(outcomes.reduce((sum, { imported }) => sum + imported, 0)).toBe(20);
    for (const { imported, refused } of outcomes) expect(imported + refused.length).toBe(20);
  });

  test('the same file twice at the same time', async () => {
    const rows = Array.from({ length: 20 }, () => importRow());
    const outcomes = await Promise.all([importRows(ada, rows), importRows(ada, rows)]);
    expect(outcomes.map(({ imported, already }) => [imported, already]).sort()).toEqual([
      [0, 20],
      [20, 0],
    ]);
  });

  test('a key that is added meanwhile under the same name', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => importRow({ name: `Same ${index}` }));
    const [outcome, ...created] = await Promise.all([
      importRows(ada, rows),
      ...rows.map(({ name }) => createKey(ada, keyForm({ name: String(name) }))),
    ]);
    const made = created.filter((result) => result.ok).length;
    expect(outcome.imported + made).toBe(10);
    expect(outcome.refused).toHaveLength(made);
  });
});

describe('what could be read in two ways', () => {
  const key = 'client-1';
  test.each([
    ['an identifier', () => ({ token: newIdentifier('production') })],
    [
      'an identifier with a secret',
      () => ({ token: `${newIdentifier('integration')}.${newSecret('integration')}` }),
    ],
    ['a secret', () => ({ token: newSecret('production') })],
    ['an identifier of a pair', () => ({ key: newIdentifier('production'), secret: newToken() })],
  ])('Keyport’s own form: %s', async (_what, credential) => {
    const { refused } = await again(importRow(credential()));
    expect(refused).toEqual([
      { line: 1, reason: expect.stringMatching(/^has the form of the keys and secrets/) },
    ]);
  });

  test('a token and a pair of the same characters', async () => {
    const secret = newToken();
    await importOne({ key, secret });
    const joined = await again(importRow({ token: `${key}.${secret}` }));
    expect(joined.refused).toEqual([
      { line: 1, reason: expect.stringMatching(/^begins with the identifier/) },
    ]);
    const token = `other-client.${newToken()}`;
    await importOne({ token });
    const [id, rest] = token.split('.');
    const parted = await again(importRow({ key: id, secret: rest }));
    expect(parted.refused).toEqual([{ line: 1, reason: expect.stringMatching(/^is an imported token/) }]);
  });

  test('an identifier that comes with another secret', async () => {
    const row = importRow({ key: 'client-2', secret: newToken() });
    await importOne(row);
    expect(await again({ ...row, name: 'Other', secret: newToken() })).toMatchObject({
      refused: [{ line: 1, reason: 'key: was imported with another secret' }],
    });
    expect(await again(row)).toMatchObject({ already: 1 });
  });
});
