import { once } from 'node:events';
import { newPool } from '@/lib/platform/db/session';
import { settings } from '@/lib/platform/env/env';
import { isLoopback } from '@/lib/platform/env/shapes';
import { drain } from '@/lib/platform/http/drain';
import { log } from '@/lib/platform/log/log';
import { parseNetworks } from '@/lib/platform/network/address';
import { onStop } from '@/lib/platform/shutdown';
import { processClock } from '@/lib/platform/time/clock';
import { warnOfSkew } from '@/lib/platform/time/measure-clock';
import { CredentialCache, MEBIBYTE } from '@/verifier/cache/credential-cache';
import { Directory } from '@/verifier/cache/directory';
import { openLookup } from '@/verifier/cache/lookup';
import { openFeed } from '@/verifier/feed/feed';
import { exactLimiter } from '@/verifier/limits/exact-limiter';
import { localLimiter } from '@/verifier/limits/local-limiter';
import { createMetrics } from '@/verifier/metrics/metrics';
import { startFlushingUsage } from '@/verifier/usage/flush-usage';
import { createVerifier } from './server';

const config = settings();
const { databaseUrl, verifierHost, verifierPort, verifierToken, rateLimits, trustedProxies, metricsToken } =
  config;
// One kind of work never uses up another kind's connections. Every wait is bounded: beyond it the answer is 503.
const lookups = newPool('verifier', databaseUrl, { max: config.databasePool });
const limits =
  rateLimits === 'exact'
    ? newPool('limits', databaseUrl, { max: Math.min(5, config.databasePool) })
    : undefined;
const uses = newPool('usage', databaseUrl, { max: 1 });

const feed = openFeed(databaseUrl, {
  onChange: (change) => directory.invalidate(change),
  onGap: () => directory.invalidate({ kind: 'everything' }),
  onDatabaseTime(asked, databaseMs) {
    processClock().noteDatabaseTime(asked, databaseMs);
    warnOfSkew();
  },
});
const directory = new Directory(
  openLookup(lookups),
  feed,
  new CredentialCache({ bytes: config.verifierMemoryMb * MEBIBYTE }),
);
const usage = startFlushingUsage(uses);
const server = createVerifier({
  directory,
  limiter: limits ? exactLimiter(limits) : localLimiter(),
  usage: usage.collector,
  metrics: createMetrics(directory, feed),
  metricsAccess: { token: metricsToken, isExposed: !isLoopback(verifierHost) },
  token: verifierToken,
  trustedProxies: parseNetworks(trustedProxies),
});

server.on('error', (error) => {
  log.error({ err: error }, 'The verifier cannot listen');
  process.exit(1);
});
server.listen(verifierPort, verifierHost);
await once(server, 'listening');

onStop(async () => {
  await drain(server);
  await Promise.all([feed.stop(), usage.stop()]);
  process.exit(0);
});
