import pg from 'pg';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { migrate } from '@/lib/platform/db/migrate';
import { restoreClock, stopClock } from '@/test/clock';
import { cloneDatabase } from '@/test/clone';
import { editForm, newKey, requireKey, rollForm } from '@/test/keys';
import { newActor, passcodeAt, withAuthenticator } from '@/test/people';
import { editKey } from './edit-key';
import { listKeys } from './list-keys';
import { rollKey } from './roll-key';

let actor: Actor;

beforeAll(async () => {
  actor = await newActor();
  await prisma(database()).apiKey.deleteMany({ where: { organizationId: actor.organization.id } });
});
afterEach(() => {
  restoreClock();
});

const search = async (q: string) =>
  (await listKeys(actor, keyQuerySchema.parse({ q }))).rows.map(({ name }) => name);

describe('what is typed is looked for', () => {
  beforeAll(async () => {
    for (const name of ['Bidder – us-east', 'Bravo 100%', 'Écho', '東京サーバー'])
      await newKey(actor, { name });
  });

  test.each<[string, string[]]>([
    ['dder', ['Bidder – us-east']],
    ['US-EAST', ['Bidder – us-east']],
    ['  bidder   –  us ', ['Bidder – us-east']],
    ['100%', ['Bravo 100%']],
    ['サーバ', ['東京サーバー']],
    ['idder us', []],
    // Whatever PostgreSQL takes for a wildcard stands for itself.
    ['b%o', []],
    ['b_avo', []],
    ['bra\\vo', []],
  ])('%j anywhere in a name', async (q, expected) => {
    expect(await search(q)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['b', ['Bidder – us-east', 'Bravo 100%']],
    ['BR', ['Bravo 100%']],
    ['é', ['Écho']],
    ['東京', ['東京サーバー']],
    ['us', []],
    ['%', []],
    ['kp', ['Bidder – us-east', 'Bravo 100%', 'Écho', '東京サーバー']],
  ])('%j, which is short, where a name or a key begins', async (q, expected) => {
    expect(await search(q)).toEqual(expected);
  });
});

describe('a key', () => {
  test('is found by any part of it, in capitals or not', async () => {
    const { id } = await newKey(actor, { name: 'Reporting' });
    const { key } = await requireKey(actor, id);
    for (const q of [key, key.slice(0, -1), key.slice(9, 17), key.slice(-6), key.toUpperCase()]) {
      expect(await search(q)).toEqual(['Reporting']);
    }
  });

  test('is found by its new name alone once it was renamed', async () => {
    const { id } = await newKey(actor, { name: 'Nightly' });
    await editKey(actor, await editForm(actor, id, { name: 'Weekly' }));
    expect(await search('nightly')).toEqual([]);
    expect(await search('weekly')).toEqual(['Weekly']);
  });

  test('is found by what it was before it was rolled, and by what it is since', async () => {
    const { id } = await newKey(actor, { name: 'Rolled' });
    const before = await requireKey(actor, id);
    const { seed } = await withAuthenticator(actor);
    // Turning it on has used up the passcode of this half minute.
    stopClock(Date.now() + 30_000);
    const passcode = await passcodeAt(seed, new Date());
    const rolled = await rollKey(actor, await rollForm(actor, id, passcode));
    expect(rolled).toMatchObject({ ok: true });
    const after = await requireKey(actor, id);
    expect(after.key).not.toBe(before.key);
    expect(await search(before.key)).toEqual(['Rolled']);
    expect(await search(after.key)).toEqual(['Rolled']);
    await prisma(database()).credential.delete({ where: { id: before.credentialId } });
    expect(await search(before.key)).toEqual([]);
    expect(await search(after.key)).toEqual(['Rolled']);
  });
});

describe('the index', () => {
  test('is used, however many keys there are', async () => {
    const { id } = await newKey(actor, { name: 'Finds itself' });
    const [plan] = await prisma(database()).$transaction(async (transaction) => {
      await transaction.$executeRaw`set local enable_seqscan = off`;
      return transaction.$queryRaw<Record<string, unknown>[]>`
        explain (format json) select api_key_id from key_search where text like '%finds itself%'`;
    });
    expect(JSON.stringify(plan)).toContain('key_search_text_idx');
    expect(await prisma(database()).keySearch.count({ where: { apiKeyId: id } })).toBe(1);
  });

  test('is not needed: a server without pg_trgm, or that forbids it, can be set up', async () => {
    const clone = await cloneDatabase(inject('superuserUrl'), inject('ownerUrl'), 'template1');
    const client = new pg.Client(clone.databaseUrl);
    await client.connect();
    try {
      // The role may make tables then, and no extension.
      await client.query(`revoke create on database ${client.database} from keyport`);
      await migrate(clone.databaseUrl);
      const { rows } = await client.query(
        `select to_regclass('key_search') is not null as "table", to_regclass('key_search_text_idx') is null as "noIndex"`,
      );
      expect(rows).toEqual([{ table: true, noIndex: true }]);
    } finally {
      await client.end();
      await clone.drop();
    }
  });
});
