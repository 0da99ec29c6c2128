import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { pausableProxy } from '@/test/tcp-proxy';

const proxy = await pausableProxy(process.env.DATABASE_URL ?? '');
process.env.DATABASE_URL = proxy.url;
const { listenForAcks, stopListening, trackAcks } = await import('./acknowledgements');

beforeAll(async () => {
  await prisma(database()).$queryRaw`select 1`;
});
afterEach(async () => {
  vi.useRealTimers();
  proxy.restore();
  await stopListening();
});
afterAll(() => proxy.close());

const killListener = () =>
  prisma(database()).$queryRaw`
    select pg_terminate_backend(pid)::text from pg_stat_activity
    where application_name = 'keyport-acknowledgements' and datname = current_database()`;

it('a connection that ends late does not take away the one that has replaced it', async () => {
  const first = await listenForAcks();
  let second: ReturnType<typeof listenForAcks> | undefined;
  first.once('error', () => {
    second = listenForAcks();
  });
  const ended = new Promise((resolve) => first.once('end', resolve));
  await killListener();
  await ended;
  expect((await second) === first).toBe(false);
  expect(listenForAcks() === second).toBe(true);
  const [{ count } = { count: 0 }] = await prisma(database()).$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where application_name = 'keyport-acknowledgements' and datname = current_database()`;
  expect(count).toBe(1);
});

it('a connection that a network dropped without a word is noticed and replaced', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  const first = await listenForAcks();
  proxy.pause();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await listenForAcks()) === first).toBe(true);
  await vi.advanceTimersByTimeAsync(3_000);
  proxy.restore();
  vi.useRealTimers();
  const second = await listenForAcks();
  expect(second === first).toBe(false);
  const acknowledged = trackAcks('barrier');
  await second.query(`select pg_notify('keyport_acknowledgements', 'barrier verifier')`);
  await acknowledged.all(new Set(['verifier']));
  acknowledged.close();
});
