import type pg from 'pg';
import { log } from '@/lib/log';
import { nowMs } from '@/lib/time/clock';
import { UsageCollector } from '@/lib/usage/batch';
import { writeUsage } from '@/lib/usage/store';

const EVERY_MS = 1_000;

/** Writes what the collector holds every second, and what is left when stopped. */
export function startUsage(pool: pg.Pool): { collector: UsageCollector; stop(): Promise<void> } {
  const collector = new UsageCollector();
  let running = Promise.resolve();
  const flush = async () => {
    const batch = collector.take();
    try {
      await writeUsage(pool, batch, nowMs());
    } catch (error) {
      collector.giveBack(batch);
      log.warn({ err: error }, 'Last uses could not be written; trying again');
    }
  };
  // One after the other: a slow database gets larger batches, not more of them.
  const timer = setInterval(() => {
    running = running.then(flush);
  }, EVERY_MS);
  return {
    collector,
    async stop() {
      clearInterval(timer);
      await running;
      await flush();
    },
  };
}
