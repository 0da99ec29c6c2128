import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { clockSkewMs } from '@/lib/time/clock';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });
const requests = new Counter({
  name: 'keyport_portal_requests_total',
  help: 'Answers of the portal by their status',
  labelNames: ['status'],
  registers: [registry],
});

new Gauge({
  name: 'keyport_clock_skew_seconds',
  help: "By how much the database's clock is ahead of this machine's",
  registers: [registry],
  collect() {
    this.set(clockSkewMs() / 1000);
  },
});

/** Counts an answer once it is out. Labels hold the status only: paths have keys' ids in them. */
export function countAnswer(response: ServerResponse): void {
  response.once('finish', () => requests.inc({ status: response.statusCode }));
}

/** What a Prometheus server scrapes. */
export async function sendMetrics(response: ServerResponse): Promise<void> {
  const text = await registry.metrics();
  response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text);
}
