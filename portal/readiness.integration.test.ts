import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { settings } from '@/lib/platform/env/env';
import { Readiness } from './readiness';

async function limitConnections(limit: number): Promise<void> {
  const client = new pg.Client(inject('superuserUrl'));
  await client.connect();
  await client.query(
    `alter database ${new URL(settings().databaseUrl).pathname.slice(1)} connection limit ${limit}`,
  );
  await client.end();
}

it('a server that has no place left is there, and a portal that uses all of them is ready', async () => {
  await limitConnections(1);
  const other = new pg.Client(settings().databaseUrl);
  await other.connect();
  const readiness = new Readiness(settings().databaseUrl);
  expect(await readiness.isReady()).toBe(true);
  await other.end();
  expect(await readiness.isReady()).toBe(true);
  await readiness.close();
  await limitConnections(-1);
});

it('a server that is not there is not ready', async () => {
  const readiness = new Readiness('postgresql://keyport:no@127.0.0.1:1/keyport');
  expect(await readiness.isReady()).toBe(false);
  await readiness.close();
});
