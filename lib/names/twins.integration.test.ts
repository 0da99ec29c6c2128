import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { renameOrganization } from '@/lib/accounts/rename';
import { createDataset } from '@/lib/datasets/create';
import { createKey } from '@/lib/keys/create';
import { createOrganization } from '@/lib/organizations/service';
import { keyForm, newKey } from '@/test/keys';
import { newActor, newOperator } from '@/test/people';

const TWINS = ['Bil\u200bling prod', 'Billing\u00a0prod', 'Billing  PROD', 'Bil\u00adling prod\u200e'];

test.each(TWINS)('every noun calls %j taken beside "Billing prod"', async (twin) => {
  const [actor, operator] = [await newActor(), await newOperator()];
  const name = `Billing prod`;
  const dataset = (called: string) => {
    const { environment, permissions, formToken } = keyForm();
    return createDataset(actor, { name: called, description: '', permissions, environment, formToken });
  };
  expect(await dataset(name)).toMatchObject({ ok: true });
  expect(await dataset(twin)).toMatchObject({ ok: false });
  // The dataset's key bears its name.
  expect(await createKey(actor, keyForm({ name: twin }))).toMatchObject({ code: 'NAME_TAKEN' });
  const organization = (called: string) =>
    createOrganization(operator, { name: called, kind: 'publisher', firstAdmin: '' });
  await organization(name);
  expect(await organization(twin)).toMatchObject({ code: 'NAME_TAKEN' });
  expect(await renameOrganization(actor, { name: twin })).toMatchObject({ code: 'ORGANIZATION_NAME_TAKEN' });
});

test('names from before are folded anew, twins among them are left as they are', async () => {
  const actor = await newActor();
  const keys = await Promise.all([newKey(actor), newKey(actor), newKey(actor)]);
  const [alone, first, second] = keys.map(({ id }) => id);
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  try {
    const set = (id: string | undefined, fold: string, at: string) =>
      client.query('update api_key set name_fold = $2, created_at = $3 where id = $1', [id, fold, at]);
    await set(alone, 'al\u200bone\u00a0\u2003here\u2800', '2026-01-01');
    await set(first, 'tw\u00adin', '2026-01-01');
    await set(second, 'twi\u200dn', '2026-01-02');
    const folder = readdirSync('prisma/migrations').find((name) => name.endsWith('_refold_names'));
    await client.query(readFileSync(`prisma/migrations/${folder}/migration.sql`, 'utf8'));
    const { rows } = await client.query<{ id: string; name_fold: string }>(
      'select id, name_fold from api_key where id = any($1)',
      [keys.map(({ id }) => id)],
    );
    const folds = new Map(rows.map(({ id, name_fold }) => [id, name_fold]));
    expect(folds.get(alone ?? '')).toBe('alone here');
    expect(folds.get(first ?? '')).toBe('twin');
    expect(folds.get(second ?? '')).toBe('twi\u200dn');
  } finally {
    await client.end();
  }
});
