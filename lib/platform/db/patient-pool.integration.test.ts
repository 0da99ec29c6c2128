import pg from 'pg';
import { afterEach, expect, inject, it, vi } from 'vitest';
import { settings } from '@/lib/platform/env/env';
import { isFull } from './driver-error';
import { newLastingConnection, newPool } from './session';

const held: { end(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(held.splice(0).map((each) => each.end()));
  await limitConnections(-1);
});

async function limitConnections(limit: number): Promise<void> {
  const client = new pg.Client(inject('superuserUrl'));
  await client.connect();
  const name = new URL(settings().databaseUrl).pathname.slice(1);
  await client.query(`alter database ${name} connection limit ${limit}`);
  await client.end();
}

function pool(max: number): pg.Pool {
  const made = newPool('verifier', settings().databaseUrl, { max });
  held.push(made);
  return made;
}

async function takePlaces(count: number) {
  const clients = Array.from({ length: count }, () => new pg.Client(settings().databaseUrl));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

it('a surplus waits where the server has fewer places than two pools would take', async () => {
  await limitConnections(4);
  const [one, other] = [pool(20), pool(20)];
  const db = Array.from({ length: 100 }, (_, n) => (n % 2 ? one : other).query('select pg_sleep(0.01)'));
  const answers = await Promise.allSettled(db);
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(one.totalCount + other.totalCount).toBeLessThanOrEqual(4);
});

it('a pool that has the only place leaves it to another once it has nothing to do', async () => {
  await limitConnections(1);
  const [one, other] = [pool(20), pool(20)];
  await Promise.all([one.query('select pg_sleep(0.2)'), one.query('select pg_sleep(0.2)')]);
  expect(one.totalCount).toBe(1);
  expect((await other.query('select 1')).rowCount).toBe(1);
});

it('waits for a place that somebody else has', async () => {
  await limitConnections(2);
  const taken = await takePlaces(2);
  const waiting = pool(5);
  const answer = waiting.query('select 1');
  // It was refused, and asks for less.
  await vi.waitFor(() => expect(waiting.options.max).toBe(1));
  await Promise.all(taken.map((client) => client.end()));
  expect((await answer).rowCount).toBe(1);
});

it('waits no longer than connecting may take, and says why', async () => {
  await limitConnections(1);
  held.push(...(await takePlaces(1)));
  const startedAt = performance.now();
  const error = await pool(5)
    .query('select 1')
    .catch((error) => error);
  expect(isFull(error)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

it('a lasting connection fails immediately, since it checks whether the server is up', async () => {
  await limitConnections(1);
  held.push(...(await takePlaces(1)));
  const connection = newLastingConnection('readiness', settings().databaseUrl);
  held.push(connection);
  const startedAt = performance.now();
  const error = await connection.query('select 1').catch((error) => error);
  expect(isFull(error)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
