import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newIdentifier as nameKey } from '@/lib/access/credentials/token';
import { settings } from '@/lib/platform/env/env';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

/** Of the pool's ten, two are kept free for readiness and the endpoints. */
const MAX_READINGS = 8;

let verifier: TestVerifier;
let elsewhere: pg.Client;
beforeEach(async () => {
  verifier = await startVerifier();
  elsewhere = new pg.Client(settings().databaseUrl);
  await elsewhere.connect();
});
afterEach(async () => {
  await elsewhere.end();
  await verifier.stop();
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a verifier that has forgotten everything asks in few readings, however slow the database is', async () => {
  const { directory, asked } = verifier;
  const known = await newKey(await newActor());
  expect((await directory.read(known.key))?.entry).toMatchObject({ id: known.id });
  await elsewhere.query('begin');
  await elsewhere.query('lock table credential in access exclusive mode');
  directory.invalidate({ kind: 'everything' });

  const before = asked();
  const keys = [known.key, ...Array.from({ length: 299 }, () => nameKey('production'))];
  const readings = [];
  for (const key of keys) {
    readings.push(directory.read(key));
    await turn();
  }
  expect(asked() - before).toBe(MAX_READINGS);
  await elsewhere.query('rollback');
  const found = await Promise.all(readings);
  expect(found.flatMap((each) => each?.entry?.id ?? [])).toEqual([known.id]);
  // All that waited went together.
  expect(asked() - before).toBe(MAX_READINGS + 1);
});
