import pg from 'pg';
import { expect, test } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { newKey } from '@/test/keys';
import { newActor, newOperator } from '@/test/people';
import { startVerifier } from '@/test/verifier';
import { listGrants } from './change-grant';
import { getCatalogueEntry, listCatalogueEntries } from './list-catalogue';
import { removePermission } from './remove-permission';

const HOLDERS = 20_000;

test('a permission that very many keys hold is removed in one step, with one announcement', async () => {
  const [actor, operator] = [await newActor(), await newOperator()];
  const verifier = await startVerifier();
  const key = await newKey(actor, { permissions: ['mapper'] });
  const ask = () => verifier.verify({ key: key.key, secret: key.secret, permission: 'mapper' });
  expect(await ask()).toMatchObject({ code: 'VALID' });
  await prisma(database()).$executeRaw`
    with made as (
      insert into api_key (id, organization_id, name, name_fold, type, environment, status, created_at, origin)
      select gen_random_uuid(), ${actor.organization.id}::uuid, 'Key ' || i, 'key ' || i, 'public', 'production', 'active',
        now(), 'person' from generate_series(2, ${HOLDERS}::int) i returning id)
    insert into api_key_permission (api_key_id, permission_name) select id, 'mapper' from made`;
  const listed = (await listCatalogueEntries(operator)).find(({ name }) => name === 'mapper');
  expect(listed?.keys).toBe(1_000);
  const entry = await getCatalogueEntry(operator, 'mapper');
  expect(entry?.keys).toBe(1_000);
  const granted = await listGrants(operator, actor.organization.id);
  expect(granted.find(({ name }) => name === 'mapper')?.keys).toBe(1_000);

  const heard: string[] = [];
  const listener = new pg.Client(settings().databaseUrl);
  await listener.connect();
  listener.on('notification', ({ payload = '' }) => heard.push(payload.split(' ')[0] ?? ''));
  await listener.query('listen keyport_changes');
  const { keys = 0, organizations = 0 } = entry ?? {};
  const removed = await removePermission(operator, { name: 'mapper', seen: { keys, organizations } });
  expect(removed).toMatchObject({ ok: true });
  expect(await ask()).toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS' });
  // Whatever was announced before this has been heard.
  await listener.query('select 1');
  expect(heard.filter((kind) => kind === 'key').length).toBe(0);
  expect(heard).toContain('everything');
  await listener.end();
  await verifier.stop();
});
