import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { vi } from 'vitest';
import { UsageCollector } from '@/lib/access/usage/batch';
import { newPool } from '@/lib/platform/db/session';
import { settings } from '@/lib/platform/env/env';
import { parseNetworks } from '@/lib/platform/network/address';
import { Directory } from '@/verifier/cache/directory';
import { type Lookup, openLookup } from '@/verifier/cache/lookup';
import { openFeed } from '@/verifier/feed/feed';
import { localLimiter, type RateLimiter } from '@/verifier/limits/local-limiter';
import { createMetrics } from '@/verifier/metrics/metrics';
import { createVerifier } from '@/verifier/server';

type Options = {
  token?: string;
  trustedProxies?: string[];
  limiter?: (pool: pg.Pool) => RateLimiter;
  /** Another address of the database for the change feed. */
  feedUrl?: string;
  /** Another address of the database for lookups. */
  lookupUrl?: string;
  /** Whether to skip waiting until the cache is trusted. */
  untrusted?: boolean;
  /** Wraps the lookups, for example to delay one. */
  around?: (lookup: Lookup) => Lookup;
};

export type Verdict = { valid: boolean; code: string; requestId: string; proved?: string; key?: unknown };

/** A verifier on a port of its own, over the test file's database. */
export async function startVerifier(options: Options = {}) {
  const pool = newPool('verifier', options.lookupUrl ?? settings().databaseUrl, { max: 10 });
  const queries = vi.spyOn(pool, 'query');
  const lookup = options.around?.(openLookup(pool)) ?? openLookup(pool);
  const feed = openFeed(options.feedUrl ?? settings().databaseUrl, {
    onChange: (change) => directory.invalidate(change),
    onGap: () => directory.invalidate({ kind: 'everything' }),
  });
  const directory = new Directory(lookup, feed);
  const usage = new UsageCollector();
  const server = createVerifier({
    directory,
    limiter: options.limiter?.(pool) ?? localLimiter(),
    usage,
    metrics: createMetrics(directory, feed),
    metricsAccess: { token: undefined, isExposed: false },
    token: options.token,
    trustedProxies: parseNetworks(options.trustedProxies ?? []),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const isReady = () => feed.trusted() && directory.imported.isCurrent();
  if (!options.untrusted) await vi.waitUntil(isReady, { timeout: 5_000, interval: 5 });
  return {
    url,
    feed,
    directory,
    usage,
    pool,
    /** How many queries there have been so far. */
    asked: () => queries.mock.calls.length,
    verify: async (body: object): Promise<Verdict> => {
      const response = await fetch(`${url}/v1/verify`, { method: 'POST', body: JSON.stringify(body) });
      return (await response.json()) as Verdict;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await feed.stop();
      await pool.end();
    },
  };
}

export type TestVerifier = Awaited<ReturnType<typeof startVerifier>>;
