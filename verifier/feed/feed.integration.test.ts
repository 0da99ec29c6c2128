import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { changeKeyStatus } from '@/lib/access/keys/change-status';
import type { Reveal } from '@/lib/access/keys/schema';
import { CHANGES } from '@/lib/access/revocation/schema';
import type { Actor } from '@/lib/identity/actor/schema';
import { LEASE_MS } from '@/lib/platform/db/session';
import { settings } from '@/lib/platform/env/env';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startPgbouncer } from '@/test/pgbouncer';
import { pausableProxy } from '@/test/tcp-proxy';
import { startVerifier } from '@/test/verifier';
import { openFeed } from './feed';

let actor: Actor;
beforeAll(async () => {
  actor = await newActor();
});

const running: { stop(): Promise<unknown> | undefined }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const started = <Some extends { stop(): Promise<unknown> | undefined }>(some: Some): Some => {
  running.push(some);
  return some;
};

const present = ({ key, secret }: Reveal) => ({ key, secret });
const ignore = { onChange: () => undefined, onGap: () => undefined };

async function database(): Promise<pg.Client> {
  const client = new pg.Client(settings().databaseUrl);
  await client.connect();
  started({ stop: () => client.end() });
  return client;
}

describe('behind a pooler that hands sessions from client to client', () => {
  test('the cache is never trusted, and a revocation still takes effect immediately', async () => {
    const pooler = started(await startPgbouncer(settings().databaseUrl));
    const verifier = started(await startVerifier({ feedUrl: pooler.url, untrusted: true }));
    const key = await newKey(actor);
    let trusted = 0;
    // Long enough for several attempts of the feed, each with several beats.
    for (const end = performance.now() + 3 * LEASE_MS; performance.now() < end; await delay(1)) {
      if (verifier.feed.trusted()) trusted += 1;
    }
    expect(trusted).toBe(0);
    expect(await verifier.verify(present(key))).toMatchObject({ code: 'VALID' });
    await changeKeyStatus(actor, 'revoke', { id: key.id });
    expect(await verifier.verify(present(key))).toMatchObject({ code: 'REVOKED' });
  });
});

test('beats are not sent to those who listen for changes, and other verifiers’ beats renew no lease', async () => {
  const listening = await database();
  const heard: string[] = [];
  listening.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listening.query(`listen ${CHANGES}`);
  const feed = started(openFeed(settings().databaseUrl, ignore));
  await vi.waitUntil(() => feed.trusted(), { timeout: 5_000 });
  await listening.query(`select pg_notify('${CHANGES}', 'barrier x')`);
  await vi.waitUntil(() => heard.length > 0);
  expect(heard).toEqual(['barrier x']);
});

test('a beat that is missing ends trust: what was lost with it may be a change', async () => {
  const gaps: number[] = [];
  const feed = started(
    openFeed(settings().databaseUrl, { ...ignore, onGap: () => gaps.push(performance.now()) }),
  );
  await vi.waitUntil(() => feed.trusted(), { timeout: 5_000 });
  const sending = await database();
  const { rows } = await sending.query<{ id: string }>(
    'select id from verifier order by beat_at desc limit 1',
  );
  const channel = `keyport_beat_${rows[0]?.id.replaceAll('-', '')}`;
  await sending.query('select pg_notify($1, $2)', [channel, '1000']);
  await vi.waitUntil(() => gaps.length === 2, { timeout: 5_000 });
});

test.each(['before it is used', 'once it is open'])(
  'a proxy that goes dead %s is given up, and made anew',
  async (when) => {
    const proxy = await pausableProxy(settings().databaseUrl);
    started({ stop: async () => proxy.close() });
    if (when === 'before it is used') proxy.pause();
    const feed = started(openFeed(proxy.url, ignore));
    if (when === 'before it is used') {
      await vi.waitUntil(() => proxy.swallowed() > 0, { timeout: 5_000 });
    } else {
      await vi.waitUntil(() => feed.trusted(), { timeout: 5_000 });
      proxy.pause();
      await vi.waitUntil(() => !feed.trusted(), { timeout: 5_000 });
    }
    // Nobody tells the old connection anything: only a new one can get through.
    proxy.release();
    await vi.waitUntil(() => feed.trusted(), { timeout: 10_000 });
    expect(feed.losses()).toBe(when === 'before it is used' ? 0 : 1);
  },
);
