import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client';
import { createRefusalCounter } from '@/lib/platform/http/refusal-counter';
import { processClock } from '@/lib/platform/time/clock';
import type { Directory } from '@/verifier/cache/directory';
import type { Feed } from '@/verifier/feed/feed';
import { DurationHistogram } from './duration-histogram';

type Surface = 'verify' | 'forward-auth';

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus scrapes. Labels are codes and surfaces only: keys and names would be too many. */
export function createMetrics(
  directory: Directory,
  feed: Pick<Feed, 'msSinceLastBeat' | 'trusted' | 'losses'>,
) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const verdicts: Record<Surface, Map<string, number>> = { verify: new Map(), 'forward-auth': new Map() };
  new Counter({
    name: 'keyport_verify_requests_total',
    help: 'Verdicts by code, and by where they were asked for',
    labelNames: ['code', 'surface'],
    registers,
    collect() {
      this.reset();
      for (const [surface, codes] of Object.entries(verdicts)) {
        for (const [code, count] of codes) this.inc({ code, surface }, count);
      }
    },
  });
  const durations = new DurationHistogram(
    'keyport_verify_duration_seconds',
    'From the head of a request to its answer',
    [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1],
  );
  // The type requires one of prom-client's classes; a registry only calls `get`.
  registry.registerMetric(durations as unknown as Metric);
  gaugeOf('keyport_directory_credentials', 'Credentials in memory', () => directory.cache.size);
  gaugeOf('keyport_directory_imported_tokens', 'Imported tokens in memory', () => directory.imported.size);
  counterOf('keyport_directory_hits_total', 'Verdicts from memory', () => directory.counters.hits);
  counterOf('keyport_directory_misses_total', 'Readings of the database', () => directory.counters.misses);
  gaugeOf(
    'keyport_feed_silence_seconds',
    'Since the sending of the last heartbeat that came back over the change feed',
    () => feed.msSinceLastBeat() / 1000,
  );
  gaugeOf(
    'keyport_feed_trusted',
    '1 while memory is judged by, 0 while the database is asked each time',
    () => Number(feed.trusted()),
  );
  counterOf('keyport_feed_trust_losses_total', 'How often touch with the change feed was lost', feed.losses);
  gaugeOf(
    'keyport_clock_skew_seconds',
    "By how much the database's clock is ahead of this machine's",
    () => processClock().skewMs() / 1000,
  );

  function gaugeOf(name: string, help: string, value: () => number) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }

  function counterOf(name: string, help: string, total: () => number) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(total());
      },
    });
  }

  return {
    /** Counts a verdict that took this many milliseconds. */
    verdict(code: string, surface: Surface, ms: number): void {
      const codes = verdicts[surface];
      codes.set(code, (codes.get(code) ?? 0) + 1);
      durations.observe(ms / 1000);
    },
    countRefusal: createRefusalCounter(registry),
    contentType: registry.contentType,
    metrics: () => registry.metrics(),
  };
}
