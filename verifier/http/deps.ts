import type { UsageCollector } from '@/lib/access/usage/batch';
import type { MetricsAccess } from '@/lib/platform/http/metrics-access';
import type { Network } from '@/lib/platform/network/address';
import type { Directory } from '@/verifier/cache/directory';
import type { RateLimiter } from '@/verifier/limits/local-limiter';
import type { Metrics } from '@/verifier/metrics/metrics';

/** What the routes need. */
export type VerifierDeps = {
  directory: Directory;
  limiter: RateLimiter;
  usage: UsageCollector;
  metrics: Metrics;
  metricsAccess: MetricsAccess;
  /** What callers must present, if anything. */
  token: string | undefined;
  /** Networks whose X-Forwarded-For is believed. */
  trustedProxies: readonly Network[];
};
