import { Counter, type Registry } from 'prom-client';

/** Counts the requests that no route saw, by reason, on either plane. */
export function createRefusalCounter(register: Registry): (reason: string) => void {
  const counter = new Counter({
    name: 'keyport_http_refusals_total',
    help: 'Requests that were refused before any route saw them, or broke off',
    labelNames: ['reason'],
    registers: [register],
  });
  return (reason) => counter.inc({ reason });
}
