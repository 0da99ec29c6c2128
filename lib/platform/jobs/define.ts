import type { Db } from '@/lib/platform/db/database';

export type JobContext = {
  /** When this run began. */
  now: Date;
  /** Aborted once the portal stops, or another portal has taken the job over: end soon. */
  signal: AbortSignal;
  /**
   * Everything that a job writes goes through here: in a transaction that holds the job's lease, and fails where another
   * portal has taken over. Keep each one short; other portals wait for it.
   */
  write<Value>(work: (db: Db) => Promise<Value>): Promise<Value>;
};

export type Job = {
  /** In the database, in logs and as a label of metrics. */
  name: string;
  /** From the beginning of one run to the next. */
  everyMs: number;
  /** Answers how many things it dealt with. A run that dealt with none leaves no record. */
  run(context: JobContext): Promise<number>;
};

export const defineJob = (job: Job): Job => job;

/** Another portal has the job now. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}
