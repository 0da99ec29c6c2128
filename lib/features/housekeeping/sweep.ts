import { defineJob, type JobContext, LeaseLostError } from '@/lib/platform/jobs/define';
import { HOUR_MS } from '@/lib/platform/time/durations';
import { isFullBatch, RETENTION, sweepTable } from './retention-store';

/** Deletes what is over: docs/privacy.md says what is kept for how long. */
export const sweepJob = defineJob({
  name: 'sweep',
  everyMs: HOUR_MS,
  async run(context) {
    const failures: unknown[] = [];
    let total = 0;
    for (const [table, retention] of Object.entries(RETENTION)) {
      if (!('sweep' in retention)) continue;
      try {
        total += await sweepAll(context, table, retention.sweep);
      } catch (error) {
        if (error instanceof LeaseLostError) throw error;
        // A failure in one table doesn't keep the others from being swept.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, String(failures[0]));
    return total;
  },
});

type Sweep = Extract<(typeof RETENTION)[string], { sweep: unknown }>['sweep'];

async function sweepAll({ now, signal, write }: JobContext, table: string, sweep: Sweep): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const count = await write((db) => sweepTable(db, table, sweep(now)));
    total += count;
    if (!isFullBatch(count)) break;
  }
  return total;
}
