import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { cloneDatabase } from '@/test/clone';
import { migrate } from './migrate';

let directory: string;
let database: Awaited<ReturnType<typeof cloneDatabase>>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keyport-migrations-'));
  database = await cloneDatabase(inject('superuserUrl'), inject('ownerUrl'), 'template1');
});
afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const client = new pg.Client(database.databaseUrl);
  await client.connect();
  const { rows } = await client.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  await client.end();
  return rows.map((row) => row.tablename);
}

it('applies each migration once, functions with semicolons among them', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int);');
  write(
    '2_watch',
    'CREATE FUNCTION w() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END; $$;',
  );
  expect(await migrate(database.databaseUrl, directory)).toEqual(['1_fruit', '2_watch']);
  expect(await migrate(database.databaseUrl, directory)).toEqual([]);
  write('3_nut', 'CREATE TABLE nut (id int);');
  expect(await migrate(database.databaseUrl, directory)).toEqual(['3_nut']);
  expect(await tables()).toEqual(['_prisma_migrations', 'fruit', 'nut']);
});

it('leaves nothing behind when one of them fails, and says which and why', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int);');
  write('2_wrong', 'CREATE TABLE nut (id int); SELECT * FROM nowhere;');
  await expect(migrate(database.databaseUrl, directory)).rejects.toThrow(
    /2_wrong failed.*"nowhere" does not exist/,
  );
  expect(await tables()).toEqual([]);
  write('2_wrong', 'CREATE TABLE nut (id int);');
  expect(await migrate(database.databaseUrl, directory)).toEqual(['1_fruit', '2_wrong']);
});

it('is done once by several instances that start at the same time', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int); SELECT pg_sleep(0.2);');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.databaseUrl, directory)));
  expect(applied.flat()).toEqual(['1_fruit']);
});

it('refuses a database that a newer version has migrated', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int);');
  write('2_nut', 'CREATE TABLE nut (id int);');
  await migrate(database.databaseUrl, directory);
  rmSync(join(directory, '2_nut'), { recursive: true });
  await expect(migrate(database.databaseUrl, directory)).rejects.toThrow(/newer Keyport \(2_nut\)/);
});

it('refuses a migration that was changed after it had been applied', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int);');
  await migrate(database.databaseUrl, directory);
  write('1_fruit', 'CREATE TABLE fruit (id bigint);');
  await expect(migrate(database.databaseUrl, directory)).rejects.toThrow(/1_fruit was changed/);
});
