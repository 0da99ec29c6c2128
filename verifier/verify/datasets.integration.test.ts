import { afterAll, beforeAll, expect, test } from 'vitest';
import { editKey } from '@/lib/access/keys/edit-key';
import type { Actor } from '@/lib/identity/actor/schema';
import { newDataset } from '@/test/datasets';
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

test('a key is judged by the datasets that it is associated with, from the next verify on', async () => {
  const mine = await newDataset(actor);
  const other = await newDataset(actor);
  const { key, secret } = mine.key;
  const ask = async (dataset?: string) =>
    (await verifier.verify({ key, secret, ...(dataset && { dataset }) })).code;
  expect([await ask(mine.id), await ask(other.id), await ask()]).toEqual([
    'VALID',
    'DATASET_NOT_ALLOWED',
    'VALID',
  ]);
  const both = [mine.id, other.id].sort();
  await editKey(actor, await editForm(actor, mine.key.id, { datasets: both }));
  expect(await verifier.verify({ key, secret, dataset: other.id })).toMatchObject({
    key: { datasets: both },
  });
  await editKey(actor, await editForm(actor, mine.key.id, { datasets: [] }));
  expect(await ask(mine.id)).toBe('DATASET_NOT_ALLOWED');
});

test("a key without datasets, and another organization's, are for none", async () => {
  const { id } = await newDataset(actor);
  for (const { key, secret } of [await newKey(actor), await newKey(await newActor())]) {
    expect(await verifier.verify({ key, secret, dataset: id })).toMatchObject({
      code: 'DATASET_NOT_ALLOWED',
    });
    expect(await verifier.verify({ key, secret })).toMatchObject({ valid: true, key: { datasets: [] } });
  }
});

test('a gateway names one in its settings and passes on which there are', async () => {
  const mine = await newDataset(actor);
  const other = await newDataset(actor);
  const ask = (dataset: string) =>
    fetch(`${verifier.url}/v1/forward-auth/nginx/production?dataset=${dataset}`, {
      headers: {
        authorization: `Bearer ${mine.key.key}.${mine.key.secret}`,
        'x-original-method': 'POST',
        'x-original-uri': '/v2/token/generate',
        'x-forwarded-for': '203.0.113.7',
      },
    });
  const good = await ask(mine.id);
  expect([good.status, good.headers.get('x-keyport-datasets')]).toEqual([200, mine.id]);
  const refused = await ask(other.id);
  expect([refused.status, refused.headers.get('x-keyport-datasets')]).toEqual([403, '']);
});

test.each([
  ['production', 'integration'],
  ['integration', 'production'],
] as const)('a key of %s is refused in %s', async (home, abroad) => {
  const { key, secret } = await newKey(actor, { environment: home });
  expect(await verifier.verify({ key, secret, environment: home })).toMatchObject({ code: 'VALID' });
  expect(await verifier.verify({ key, secret, environment: abroad })).toMatchObject({
    code: 'WRONG_ENVIRONMENT',
  });
});
