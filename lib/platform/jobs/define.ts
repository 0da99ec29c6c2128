import type { Db } from '@/lib/platform/db/database';

export type JobContext = {
  /** When this run began. */
  now: Date;
  /** Aborted when the portal stops, or another portal has taken over the job: end soon. */
  signal: AbortSignal;
  /**
   * Everything that a job writes goes through here: in a transaction that holds the job's lease, and fails if another
   * portal has taken over. Keep each one short: other portals wait for it.
   */
  write<Value>(work: (db: Db) => Promise<Value>): Promise<Value>;
};

export type Job = {
  /** Its name in the database, in logs and as a label of metrics. */
  name: string;
  /** From the start of one run to the start of the next. */
  everyMs: number;
  /** Asked every second: whether there is something to do before the next run is due. */
  isWaiting?(now: Date): Promise<boolean>;
  /** Returns how many items it dealt with. A run that dealt with none leaves no record. */
  run(context: JobContext): Promise<number>;
};

export const defineJob = (job: Job): Job => job;

/** Another portal has the job now. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}
