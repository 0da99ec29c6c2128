import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inChunks, type UsageBatch, UsageCollector } from '@/lib/access/usage/batch';
import { forgetWriter, writeUsage } from '@/lib/access/usage/usage-store';
import { log } from '@/lib/platform/log/log';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { nowMs } from '@/lib/platform/time/clock';

const EVERY_MS = 1_000;
/** The supervisor kills what hasn't ended within 15 s, of which finishing requests may take ten. */
const STOP_WITHIN_MS = 3_000;

/**
 * Writes what the collector holds one second after the last write, and the rest when stopped. What could not be written
 * is written again unchanged, with the same number, so that it counts once even if only the answer was lost.
 */
export function startFlushingUsage(
  pool: pg.Pool,
  { everyMs = EVERY_MS, stopWithinMs = STOP_WITHIN_MS } = {},
): { collector: UsageCollector; stop(): Promise<void> } {
  const collector = new UsageCollector();
  const writerId = randomUUID();
  const stopping = new AbortController();
  let unwritten: { number: number; batch: UsageBatch }[] = [];
  let taken = 0;

  const flush = async () => {
    if (unwritten.length === 0) {
      unwritten = inChunks(collector.take()).map((batch) => ({ number: ++taken, batch }));
    }
    for (let next = unwritten[0]; next; next = unwritten[0]) {
      await writeUsage(pool, next.batch, nowMs(), { writerId, number: next.number });
      unwritten.shift();
    }
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      await flush().catch((error) =>
        warnOncePerMinute('usage', { err: error }, 'Usage cannot be written; trying again'),
      );
    }
  };
  const running = run();

  /** What a failed flush left, and what has come since. */
  const finish = async () => {
    await running;
    await flush();
    await flush();
    await forgetWriter(pool, writerId);
    await pool.end();
  };
  return {
    collector,
    async stop() {
      stopping.abort();
      const late = sleep(stopWithinMs, 'late' as const, { ref: false });
      const ended = await Promise.race([finish().catch((error: Error) => error), late]);
      if (ended) log.warn({ err: ended }, 'The last usage could not be written');
    },
  };
}
