import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { editKey } from '@/lib/access/keys/edit-key';
import { listKeys } from '@/lib/access/keys/list-keys';
import type { Actor } from '@/lib/identity/actor/schema';
import { editForm, newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let actor: Actor;
let verifier: TestVerifier;
beforeAll(async () => {
  actor = await newActor();
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

const METADATA = { plan: 'gold', seats: 5, trial: false, note: 'é 🔑 "quoted" \\' };

test('what is attached to a key is part of its verdict, as it is now', async () => {
  const { id, key, secret } = await newKey(actor, {
    externalId: 'customer-4711',
    metadata: JSON.stringify(METADATA),
  });
  const ask = async () => (await verifier.verify({ key, secret })).key;
  expect(await ask()).toMatchObject({ externalId: 'customer-4711', metadata: METADATA });

  await editKey(actor, await editForm(actor, id, { externalId: 'customer-1' }));
  expect(await ask()).toMatchObject({ externalId: 'customer-1', metadata: METADATA });
  await editKey(actor, await editForm(actor, id, { metadata: '{"plan": "silver"}' }));
  expect(await ask()).toMatchObject({ externalId: 'customer-1', metadata: { plan: 'silver' } });

  await editKey(actor, await editForm(actor, id, { externalId: '', metadata: '' }));
  const bare = await ask();
  expect(bare).not.toHaveProperty('externalId');
  expect(bare).not.toHaveProperty('metadata');
});

test('a key is found by its whole external id, and in its own organization only', async () => {
  const { id } = await newKey(actor, { externalId: 'Account_77' });
  await newKey(await newActor(), { externalId: 'Account_77' });
  const named = await newKey(actor, { name: 'for Account_77' });
  const find = async (q: string) =>
    (await listKeys(actor, keyQuerySchema.parse({ q }))).rows.map((row) => row.id).sort();
  expect(await find(' Account_77 ')).toEqual([id, named.id].sort());
  expect(await find('account_77')).toEqual([named.id]);
  expect(await find('Account_7')).toEqual([named.id]);
});
