import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { cloneDatabase } from '@/test/clone';
import { problemOf } from './fitness';
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

/** As soon as a session of this database sleeps, it is cut off. */
async function killSleeping(): Promise<void> {
  const client = new pg.Client(database.databaseUrl);
  await client.connect();
  const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep'`;
  while ((await client.query(kill)).rowCount === 0);
  await client.end();
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

it('keeps what came before one that fails, nothing of that one, and says which and why', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int);');
  write('2_wrong', 'CREATE TABLE nut (id int); SELECT * FROM nowhere;');
  await expect(migrate(database.databaseUrl, directory)).rejects.toThrow(
    /2_wrong failed.*"nowhere" does not exist/,
  );
  expect(await tables()).toEqual(['_prisma_migrations', 'fruit']);
  write('2_wrong', 'CREATE TABLE nut (id int);');
  expect(await migrate(database.databaseUrl, directory)).toEqual(['2_wrong']);
});

it.each([
  ['in a new database', []],
  ['in one that has the enum', ['1_kind']],
])('lets a migration use the value that an earlier one has added to an enum, %s', async (_where, before) => {
  write('1_kind', "CREATE TYPE kind AS ENUM ('apple');");
  if (before.length > 0) expect(await migrate(database.databaseUrl, directory)).toEqual(before);
  write('2_pear', "ALTER TYPE kind ADD VALUE 'pear';");
  write('3_fruit', "CREATE TABLE fruit (kind kind DEFAULT 'pear');");
  const applied = await migrate(database.databaseUrl, directory);
  expect([...before, ...applied]).toEqual(['1_kind', '2_pear', '3_fruit']);
});

it('continues where one that was killed part-way left off', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int);');
  write('2_slow', 'CREATE TABLE nut (id int); SELECT pg_sleep(30);');
  const killed = migrate(database.databaseUrl, directory);
  killed.catch(() => undefined);
  await killSleeping();
  await expect(killed).rejects.toThrow();
  expect(await tables()).toEqual(['_prisma_migrations', 'fruit']);
  write('2_slow', 'CREATE TABLE nut (id int);');
  expect(await migrate(database.databaseUrl, directory)).toEqual(['2_slow']);
});

it('is done once by several instances that start at the same time', async () => {
  write('1_fruit', 'CREATE TABLE fruit (id int); SELECT pg_sleep(0.2);');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.databaseUrl, directory)));
  expect(applied.flat()).toEqual(['1_fruit']);
});

describe('a migration that opts out of the transaction', () => {
  const INDEX = [
    '-- keyport: no transaction',
    '-- Names are looked up; the old index; goes.',
    'DROP INDEX CONCURRENTLY IF EXISTS fruit_name_idx;',
    'CREATE INDEX CONCURRENTLY fruit_name_idx ON fruit (name);',
    '',
  ].join('\n');
  const isValid = async () => {
    const client = new pg.Client(database.databaseUrl);
    await client.connect();
    const { rows } = await client.query(
      `SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('fruit_name_idx')`,
    );
    await client.end();
    return rows.map((row) => row.indisvalid);
  };

  it('runs statements that refuse to run in one, once, with several instances starting', async () => {
    write('1_fruit', 'CREATE TABLE fruit (name text);');
    write('2_index', INDEX);
    write('3_nut', 'CREATE TABLE nut (id int);');
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.databaseUrl, directory)));
    expect(applied.flat().sort()).toEqual(['1_fruit', '2_index', '3_nut']);
    expect(await isValid()).toEqual([true]);
    expect(await migrate(database.databaseUrl, directory)).toEqual([]);
  });

  it('runs again after one that failed part-way, and the later ones wait for it', async () => {
    write('1_fruit', "CREATE TABLE fruit (name text); INSERT INTO fruit VALUES ('fig'), ('fig');");
    write('2_index', INDEX.replace('CREATE INDEX', 'CREATE UNIQUE INDEX'));
    write('3_nut', 'CREATE TABLE nut (id int);');
    await expect(migrate(database.databaseUrl, directory)).rejects.toThrow(
      /2_index failed part-way.*could not create unique index/,
    );
    expect(await isValid()).toEqual([false]);
    expect(await tables()).toEqual(['_prisma_migrations', 'fruit']);
    write('2_index', INDEX);
    expect(await migrate(database.databaseUrl, directory)).toEqual(['2_index', '3_nut']);
    expect(await isValid()).toEqual([true]);
  });

  it('opts out by its first line only', async () => {
    write('1_fruit', '-- A table.\n-- keyport: no transaction\nCREATE TABLE fruit (id int); SELECT 1/0;');
    await expect(migrate(database.databaseUrl, directory)).rejects.toThrow(/nothing of it was kept/);
    expect(await tables()).toEqual([]);
  });
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

describe('a database that Keyport cannot use is refused in one line, untouched:', () => {
  const asSuperuser = async (statement: string, of = new URL(database.databaseUrl).pathname) => {
    const url = new URL(inject('superuserUrl'));
    url.pathname = of;
    const client = new pg.Client(url.href);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  const refusal = async (databaseUrl = database.databaseUrl) => {
    write('1_fruit', 'CREATE TABLE fruit (id int);');
    const error: Error = await migrate(databaseUrl, directory).then(
      () => Promise.reject(new Error('It was migrated.')),
      (error) => error,
    );
    return `${error.name}: ${error.message}`;
  };

  it('another program has its tables there', async () => {
    await asSuperuser('CREATE TABLE wordpress (id int)');
    expect(await refusal()).toMatch(/^MigrationError: .*table wordpress of another program.*$/);
    expect(await tables()).toEqual(['wordpress']);
  });

  it('the role may not create tables', async () => {
    await asSuperuser('ALTER SCHEMA public OWNER TO postgres');
    await asSuperuser(`ALTER DATABASE ${new URL(database.databaseUrl).pathname.slice(1)} OWNER TO postgres`);
    expect(await refusal()).toMatch(/^MigrationError: .*grant create on schema public to keyport.*$/);
  });

  it('there is no schema public', async () => {
    await asSuperuser('DROP SCHEMA public');
    expect(await refusal()).toMatch(/^MigrationError: .*create schema public\.$/);
  });

  it.each(['LATIN1', 'SQL_ASCII'])('its encoding is %s', async (encoding) => {
    const name = `test_${encoding.toLowerCase()}`;
    const like = `TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C' LOCALE_PROVIDER libc OWNER keyport`;
    await asSuperuser(`CREATE DATABASE ${name} ${like}`, 'postgres');
    const url = new URL(database.databaseUrl);
    url.pathname = name;
    try {
      expect(await refusal(url.href)).toMatch(
        new RegExp(`^MigrationError: .*its encoding is ${encoding}.*$`),
      );
    } finally {
      await asSuperuser(`DROP DATABASE ${name}`, 'postgres');
    }
  });
});

it('looks at the version of the server before anything else', () => {
  const facts = { version: 140_011, versionName: '14.11', encoding: 'LATIN1', standby: true };
  expect(problemOf({ ...FIT, ...facts })).toMatch(/PostgreSQL 14\.11.*15 or later/);
  expect(problemOf({ ...FIT, standby: true })).toContain('standby');
  expect(problemOf(FIT)).toBeNull();
});

const FIT = {
  version: 150_000,
  versionName: '15.0',
  encoding: 'UTF8',
  standby: false,
  hasPublic: true,
  mayCreate: true,
  isMigrated: false,
  stranger: null,
  role: 'keyport',
  database: 'keyport',
};
