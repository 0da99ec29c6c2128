import type { UsageCollector } from '@/lib/access/usage/batch';
import type { MetricsAccess } from '@/lib/platform/http/metrics-access';
import type { Directory } from './directory';
import type { Metrics } from './metrics';
import type { RateLimiter } from './rate-limiter';

/** What the routes work with. */
export type Parts = {
  directory: Directory;
  limiter: RateLimiter;
  usage: UsageCollector;
  metrics: Metrics;
  metricsAccess: MetricsAccess;
  /** What callers must present, if anything. */
  token: string | undefined;
  /** Networks whose word on where a request came from counts. */
  trustedProxies: readonly string[];
};
