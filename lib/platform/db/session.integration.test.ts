import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { settings } from '@/lib/platform/env/env';
import { log } from '@/lib/platform/log/log';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { exactLimiter } from '@/verifier/limits/exact-limiter';
import { prisma } from './client';
import { type Db, database, inTransaction } from './database';
import { newClient, newLastingConnection, newPool, SESSIONS, type SessionKind } from './session';

/** What an administrator may have set for this database's sessions, for reasons of their own. */
const HOSTILE = {
  TimeZone: 'America/New_York',
  DateStyle: 'SQL, DMY',
  IntervalStyle: 'iso_8601',
  bytea_output: 'escape',
  standard_conforming_strings: 'off',
  search_path: 'elsewhere, public',
  random_page_cost: '9',
  max_parallel_workers_per_gather: '8',
  default_transaction_isolation: 'serializable',
  default_transaction_read_only: 'on',
  default_transaction_deferrable: 'on',
  statement_timeout: '30min',
  lock_timeout: '30min',
  idle_in_transaction_session_timeout: '30min',
  idle_session_timeout: '1s',
  transaction_timeout: '30min',
  synchronous_commit: 'off',
};

const EXPECTED = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  search_path: 'public',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '0',
  default_transaction_isolation: 'read committed',
  transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  idle_session_timeout: '0',
  transaction_timeout: '0',
};

const REPORT = `select name, setting from pg_settings
  where name = any('{${[...Object.keys(HOSTILE), 'client_encoding', 'transaction_isolation'].join(',')}}')`;

async function asSuperuser(...statements: string[]): Promise<void> {
  const url = new URL(inject('superuserUrl'));
  url.pathname = new URL(settings().databaseUrl).pathname;
  const client = new pg.Client(url.href);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const name = () => new URL(settings().databaseUrl).pathname.slice(1);
const toObject = (rows: { name: string; setting: string }[]) =>
  Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));

beforeAll(() =>
  asSuperuser(
    'create schema elsewhere authorization keyport',
    'create table elsewhere.installation (id int)',
    ...Object.entries(HOSTILE).map(
      ([setting, value]) => `alter role keyport in database ${name()} set ${setting} = '${value}'`,
    ),
    `alter role keyport in database ${name()} set search_path = elsewhere, public`,
  ),
);
afterAll(() => asSuperuser(`alter role keyport in database ${name()} reset all`));

describe.each(Object.keys(SESSIONS) as SessionKind[])('a session of %s', (kind) => {
  const { statementMs, durable } = SESSIONS[kind];
  const expected = {
    ...EXPECTED,
    statement_timeout: `${statementMs}`,
    lock_timeout: `${statementMs}`,
    idle_in_transaction_session_timeout: statementMs > 0 ? '15000' : '0',
    synchronous_commit: durable ? 'on' : 'off',
  };

  it('has what Keyport needs, whatever the role was given', async () => {
    const client = newClient(kind, settings().databaseUrl);
    await client.connect();
    expect(toObject((await client.query(REPORT)).rows)).toEqual(expected);
    await client.end();
  });

  it.each([
    ['in a pool', () => newPool(kind, settings().databaseUrl, { max: 2 })],
    ['on a lasting connection', () => newLastingConnection(kind, settings().databaseUrl)],
  ])('has it %s', async (_, open) => {
    const pool = open();
    expect(toObject((await pool.query(REPORT)).rows)).toEqual(expected);
    await pool.end();
  });
});

it('is what the stores work in, in a transaction and without one', async () => {
  const read = (db: Db) => prisma(db).$queryRawUnsafe<{ name: string; setting: string }[]>(REPORT);
  expect(toObject(await read(database()))).toMatchObject(EXPECTED);
  expect(toObject(await inTransaction(read))).toMatchObject(EXPECTED);
});

it('keeps an instant that it was given', async () => {
  const createdAt = new Date('2026-03-08T06:30:00.123Z');
  const { id } = await prisma(database()).organization.create({
    data: { name: 'o', nameFold: 'o', createdAt },
  });
  const client = newPool('verifier', settings().databaseUrl, { max: 1 });
  const { rows } = await client.query('select created_at as at from organization where id = $1', [id]);
  expect(rows[0].at).toEqual(createdAt);
  await client.end();
});

it('counts requests of one key at the same time without failing one', async () => {
  const { id } = await newKey(await newActor());
  const pool = newPool('verifier', settings().databaseUrl, { max: 10 });
  const limiter = exactLimiter(pool);
  const now = Date.now();
  const rate = { limit: 150, period: 'day' } as const;
  const waits = await Promise.all(Array.from({ length: 200 }, () => limiter.take(id, rate, now)));
  expect(waits.filter((wait) => wait === null)).toHaveLength(150);
  await pool.end();
});

it('is named by what it is for, unless the address names it', async () => {
  const named = async (databaseUrl: string) => {
    const client = newClient('feed', databaseUrl);
    await client.connect();
    const { rows } = await client.query('show application_name');
    await client.end();
    return rows[0].application_name;
  };
  expect(await named(settings().databaseUrl)).toBe('keyport-verifier-feed');
  expect(await named(`${settings().databaseUrl}?application_name=ours`)).toBe('ours');
});

it.each([
  ['a pool', () => newPool('portal', settings().databaseUrl, { max: 1 })],
  ['a lasting connection', () => newLastingConnection('readiness', settings().databaseUrl)],
])('an idle session of %s can be lost without ending the process', async (_, open) => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
  const pool = open();
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  await prisma(database()).$queryRaw`select pg_terminate_backend(${rows[0]?.pid})`;
  await vi.waitUntil(() =>
    warn.mock.calls.some(([, message]) => message === 'A database connection was lost'),
  );
  await pool.end();
  warn.mockRestore();
});
