import { once } from 'node:events';
import { newPool } from '@/lib/db/session';
import { settings } from '@/lib/env';
import { isLoopback } from '@/lib/env-shapes';
import { drain } from '@/lib/http/drain';
import { log } from '@/lib/log';
import { onStop } from '@/lib/shutdown';
import { noteDatabaseTime } from '@/lib/time/clock';
import { warnOfSkew } from '@/lib/time/measure-clock';
import { Directory } from './directory';
import { openFeed } from './feed';
import { openLookup } from './lookup';
import { createMetrics } from './metrics';
import { exactLimiter, localLimiter } from './rate-limiter';
import { createVerifier } from './server';
import { startUsage } from './usage';

const config = settings();
const { databaseUrl, verifierHost, verifierPort, verifierToken, rateLimits, trustedProxies, metricsToken } =
  config;
// A wait that is bounded: past it the answer is 503.
const pool = newPool('verifier', databaseUrl, { max: config.databasePool });
pool.on('error', (error) => log.warn({ err: error }, 'A database connection was lost'));

const feed = openFeed(databaseUrl, {
  onChange: (change) => directory.forget(change),
  onGap: () => directory.forget({ kind: 'everything' }),
  onDatabaseTime(asked, databaseMs) {
    noteDatabaseTime(asked, databaseMs);
    warnOfSkew();
  },
});
const directory = new Directory(openLookup(pool), feed);
const usage = startUsage(pool);
const server = createVerifier({
  directory,
  limiter: rateLimits === 'exact' ? exactLimiter(pool) : localLimiter(),
  usage: usage.collector,
  metrics: createMetrics(directory, feed),
  metricsAccess: { token: metricsToken, isExposed: !isLoopback(verifierHost) },
  token: verifierToken,
  trustedProxies,
});

server.on('error', (error) => {
  log.error({ err: error }, 'The verifier can not listen');
  process.exit(1);
});
server.listen(verifierPort, verifierHost);
await once(server, 'listening');

onStop(async () => {
  await drain(server);
  await feed.stop();
  await usage.stop();
  await pool.end();
  process.exit(0);
});
