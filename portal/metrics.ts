import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { countAnonymousRefusals } from '@/lib/identity/throttle/anonymous-refusals';
import { processClock } from '@/lib/platform/time/clock';

/** What Prometheus scrapes. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

import { createRefusalCounter } from '@/lib/platform/http/refusal-counter';

const requests = new Counter({
  name: 'keyport_portal_requests_total',
  help: 'Answers of the portal by their status',
  labelNames: ['status'],
  registers: [registry],
});

const requestsInProgress = new Gauge({
  name: 'keyport_portal_requests_in_progress',
  help: 'Requests that the portal is answering now',
  registers: [registry],
});

new Gauge({
  name: 'keyport_clock_skew_seconds',
  help: "By how much the database's clock is ahead of this machine's",
  registers: [registry],
  collect() {
    this.set(processClock().skewMs() / 1000);
  },
});

new Counter({
  name: 'keyport_portal_anonymous_refusals_total',
  help: 'Refusals of people who are not signed in, by their code',
  labelNames: ['code'],
  registers: [registry],
  collect() {
    this.reset();
    for (const [code, count] of countAnonymousRefusals()) this.inc({ code }, count);
  },
});

/** Counts an answer once it was sent. The only label is the status: paths contain keys' ids. */
export function countAnswer(response: ServerResponse): void {
  requestsInProgress.inc();
  response.once('finish', () => requests.inc({ status: response.statusCode }));
  response.once('close', () => requestsInProgress.dec());
}

export const countRefusal = createRefusalCounter(registry);

const failures = new Counter({
  name: 'keyport_portal_failures_total',
  help: 'What nothing of ours expected: thrown by pages, routes and actions, or caught by nobody',
  labelNames: ['kind'],
  registers: [registry],
});

export const countFailure = (kind: string): void => failures.inc({ kind });
