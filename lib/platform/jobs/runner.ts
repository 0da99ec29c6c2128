import { randomUUID } from 'node:crypto';
import { database, inTransaction } from '@/lib/platform/db/database';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { currentTime } from '@/lib/platform/time/clock';
import { type Job, LeaseLostError } from './define';
import { claimJob, endRun, holdLease, LEASE_MS, type Lease, listJobs } from './job-store';

/** A lease that has run out is noticed within this time. */
const LONGEST_PAUSE_MS = 30_000;
const SHORTEST_PAUSE_MS = 250;
/** How soon a job with something to do begins. */
const WAITING_PAUSE_MS = 1_000;
const RETRY_MS = 60_000;
const RENEW_MS = LEASE_MS / 3;

export type JobObserver = {
  /** A run of this portal has ended. */
  onRun(name: string, succeeded: boolean, durationMs: number): void;
  /** When some portal last finished the job. */
  onLastSuccess(name: string, at: Date): void;
};

export type RunnerOptions = { now?: () => Date; observer?: JobObserver };

/**
 * Runs jobs, each on one portal at a time: the database leases a due job to the first that asks. Jobs run in parallel,
 * so that a long one doesn't hold up the others.
 */
export class JobRunner {
  readonly #holder = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #now: () => Date;
  readonly #observer: JobObserver | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly jobs: readonly Job[],
    { now = currentTime, observer }: RunnerOptions = {},
  ) {
    this.#now = now;
    this.#observer = observer;
  }

  /** Looks for due jobs, now and from then on. */
  start(): void {
    void this.#look();
  }

  /** Lets running jobs finish their current write. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await Promise.allSettled(this.#running.values());
  }

  /** Runs all due jobs once, and waits for them. */
  async runDue(): Promise<void> {
    await this.#startDue();
    await Promise.all(this.#running.values());
  }

  async #look(): Promise<void> {
    let pauseMs = LONGEST_PAUSE_MS;
    try {
      pauseMs = await this.#startDue();
    } catch (error) {
      warnOncePerMinute('jobs', { err: error }, 'Due background jobs could not be queried');
    }
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#look(), pauseMs);
  }

  /** Returns after how many milliseconds to look again. */
  async #startDue(): Promise<number> {
    const now = this.#now();
    const states = await listJobs(
      database(),
      this.jobs.map(({ name }) => name),
      now,
    );
    let pauseMs = LONGEST_PAUSE_MS;
    for (const { name, dueAt, lastSuccessAt } of states) {
      if (lastSuccessAt) this.#observer?.onLastSuccess(name, lastSuccessAt);
      const job = this.jobs.find((each) => each.name === name);
      if (!job || this.#running.has(name) || this.#stopping.signal.aborted) continue;
      const dueInMs = dueAt.getTime() - now.getTime();
      const isWanted = dueInMs > 0 && dueInMs <= job.everyMs && ((await job.isWaiting?.(now)) ?? false);
      const isDue = isWanted || dueInMs <= 0 || dueInMs > job.everyMs;
      const lease = isDue ? await claimJob({ ...job, isWanted }, this.#holder, now) : null;
      if (lease) this.#begin(job, lease, now);
      const nextMs = lease ? job.everyMs : dueInMs;
      if (nextMs > 0) pauseMs = Math.min(pauseMs, nextMs);
      if (job.isWaiting) pauseMs = Math.min(pauseMs, WAITING_PAUSE_MS);
    }
    return Math.max(SHORTEST_PAUSE_MS, pauseMs);
  }

  #begin(job: Job, lease: Lease, startedAt: Date): void {
    const running = this.#run(job, lease, startedAt)
      .catch((error) => {
        const message = 'The end of a background job could not be put on record';
        warnOncePerMinute(`job ${job.name}: record`, { err: error, job: job.name }, message);
      })
      .finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, running);
  }

  async #run(job: Job, lease: Lease, startedAt: Date): Promise<void> {
    const lost = new AbortController();
    const renewal = setInterval(() => void this.#renew(lease, lost), RENEW_MS);
    const begunMs = performance.now();
    let processed = 0;
    let error: unknown = null;
    try {
      processed = await job.run({
        now: startedAt,
        signal: AbortSignal.any([lost.signal, this.#stopping.signal]),
        write: (work) =>
          inTransaction(async (db) => {
            await holdLease(db, lease, this.#now());
            return work(db);
          }),
      });
    } catch (thrown) {
      error = thrown;
    } finally {
      clearInterval(renewal);
    }
    const durationMs = performance.now() - begunMs;
    this.#observer?.onRun(job.name, error === null, durationMs);
    if (error !== null) {
      warnOncePerMinute(`job ${job.name}`, { err: error, job: job.name }, 'A background job failed');
    }
    // Whoever took over reports its own run.
    if (error instanceof LeaseLostError) return;
    const endedAt = this.#now();
    const next = error === null ? job.everyMs : Math.min(job.everyMs, RETRY_MS);
    const dueAt = new Date((error === null ? startedAt : endedAt).getTime() + next);
    await endRun(lease, {
      startedAt,
      endedAt,
      dueAt,
      processed,
      error: error === null ? null : words(error),
    });
    if (error === null) this.#observer?.onLastSuccess(job.name, endedAt);
  }

  async #renew(lease: Lease, lost: AbortController): Promise<void> {
    try {
      await holdLease(database(), lease, this.#now());
    } catch (error) {
      if (error instanceof LeaseLostError) lost.abort(error);
    }
  }
}

const MAX_ERROR = 500;

/**
 * What the operator reads later. Messages of ours and of PostgreSQL contain no secrets; it is kept short all the same.
 */
const words = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, MAX_ERROR);
