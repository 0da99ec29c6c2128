import { Counter, Gauge, Histogram } from 'prom-client';
import { lastUseJob } from '@/lib/access/usage/last-use';
import { sweepJob } from '@/lib/features/housekeeping/sweep';
import { sendWebhooksJob } from '@/lib/features/webhooks/send-job';
import { JobRunner } from '@/lib/platform/jobs/runner';
import { registry } from './metrics';

/** Every job that a portal runs. */
const JOBS = [sweepJob, lastUseJob, sendWebhooksJob];

const registers = [registry];
const lastSuccess = new Gauge({
  name: 'keyport_job_last_success_timestamp_seconds',
  help: 'When some portal last finished a background job, as seconds since the epoch',
  labelNames: ['job'],
  registers,
});
const failures = new Counter({
  name: 'keyport_job_failures_total',
  help: 'Runs of background jobs that failed in this portal',
  labelNames: ['job'],
  registers,
});
const durations = new Histogram({
  name: 'keyport_job_duration_seconds',
  help: 'How long background jobs ran in this portal',
  labelNames: ['job'],
  buckets: [0.01, 0.1, 1, 10, 60, 600],
  registers,
});

/** Runs the portal's background jobs until it is stopped. */
export function startJobs(): JobRunner {
  // From the first scrape on, so that an alert on an increase sees the first failure.
  for (const { name } of JOBS) failures.inc({ job: name }, 0);
  const runner = new JobRunner(JOBS, {
    observer: {
      onRun(job, succeeded, durationMs) {
        durations.observe({ job }, durationMs / 1000);
        if (!succeeded) failures.inc({ job });
      },
      onLastSuccess: (job, at) => lastSuccess.set({ job }, at.getTime() / 1000),
    },
  });
  runner.start();
  return runner;
}
