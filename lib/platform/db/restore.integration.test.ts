import pg from 'pg';
import { expect, it } from 'vitest';
import { settings } from '@/lib/platform/env/env';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { prisma } from './client';
import { database } from './database';

it('every function sets its search_path, since restoring a dump runs it with an empty one', async () => {
  const without = await prisma(database()).$queryRaw`
    select p.proname as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%public%')`;
  expect(without).toEqual([]);
});

it('rows can be written with an empty search path, as psql writes those of a dump', async () => {
  const { id } = await newKey(await newActor());
  const client = new pg.Client(settings().databaseUrl);
  await client.connect();
  await client.query(`set search_path = ''`);
  const { rows } = await client.query('select * from public.credential where api_key_id = $1', [id]);
  await client.query('delete from public.credential where api_key_id = $1', [id]);
  await client.query(
    `insert into public.credential
     select c.* from json_populate_record(null::public.credential, to_json($1::json)) c`,
    [JSON.stringify({ ...rows[0], secret_hash: null })],
  );
  await client.query(`update public.api_key set name = name || '!' where id = $1`, [id]);
  await client.query('delete from public.api_key where id = $1', [id]);
  await client.query(`update public.organization set name = name || '!'`);
  await client.query('delete from public.permission_grant');
  await client.query(`update public.permission set label = label || '!'`);
  await client.end();
  expect(await prisma(database()).apiKey.count({ where: { id } })).toBe(0);
});
