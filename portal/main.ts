import { once } from 'node:events';
import { createServer } from 'node:http';
import next from 'next';
import { SettingsError, settings } from '@/lib/platform/env/env';
import { isLoopback } from '@/lib/platform/env/shapes';
import { drain } from '@/lib/platform/http/drain';
import { log } from '@/lib/platform/log/log';
import { onFailure } from '@/lib/platform/log/report-failure';
import { parseNetworks } from '@/lib/platform/network/address';
import { onStop } from '@/lib/platform/shutdown';
import { startMeasuringClock } from '@/lib/platform/time/measure-clock';
import { redirectConsoleToLog, surviveUncaught } from './console';
import { countFailure } from './metrics';
import { refuseRequestsToItself } from './no-requests-to-itself';
import { Readiness } from './readiness';
import { createPortalServer } from './server';

/** The portal's process: our own server in front of Next.js, whose own listens on every address and has no limits. */
async function main(): Promise<void> {
  // Before there is anything to finish, there is nothing to wait for.
  let finish = async () => {};
  onStop(() => finish().then(() => process.exit(0)));
  const { portalHost, portalPort, portalUrl, databaseUrl, trustedProxies, metricsToken } = settings();
  const readiness = new Readiness(databaseUrl);
  const stopMeasuring = await startMeasuringClock(readiness.pool);
  const dev = process.env.NODE_ENV !== 'production';
  const server = createPortalServer((request, response) => pages(request, response), readiness, {
    portalUrl,
    trustedProxies: parseNetworks(trustedProxies),
    metricsAccess: { token: metricsToken, isExposed: !isLoopback(portalHost) },
  });
  refuseRequestsToItself();
  onFailure(countFailure);
  // Next.js listens for upgrades, and keeps those that it doesn't support open for good. A server without a listener
  // ignores them (RFC 9110 §7.8), so in production Next.js gets another server. Developers need upgrades for hot
  // reload.
  const httpServer = dev ? server : createServer();
  const app = next({ dev, hostname: portalHost, port: portalPort, httpServer });
  const pages = app.getRequestHandler();
  await app.prepare();
  if (!dev) {
    redirectConsoleToLog();
    surviveUncaught(countFailure);
  }
  await once(server.listen(portalPort, portalHost), 'listening');
  log.info({ portalHost, portalPort }, 'The portal is listening');
  finish = () => drain(server);
  // The pages have their own copy, with the same pool. This one is for background jobs, and is loaded once nobody
  // waits.
  const [{ closeDatabase }, { startJobs }] = await Promise.all([
    import('@/lib/platform/db/database'),
    import('./jobs'),
  ]);
  const jobs = startJobs();
  finish = async () => {
    await Promise.all([drain(server), jobs.stop()]);
    stopMeasuring();
    await readiness.close();
    await closeDatabase().catch(() => undefined);
  };
}

function fail(error: NodeJS.ErrnoException): void {
  if (error instanceof SettingsError) log.fatal(error.message);
  else if (error.code === 'EADDRINUSE') log.fatal('PORTAL_PORT is taken by another program.');
  else log.fatal({ err: error }, 'The portal can not start');
  process.exit(1);
}

await main().catch(fail);
