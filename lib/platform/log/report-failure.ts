import { channel } from 'node:diagnostics_channel';
import { logErrorOncePerMinute } from './log-once-per-minute';

/** The pages are bundled separately from the portal's server, which counts: they share the process, not modules. */
const failures = channel('keyport:failure');

type Place = { method: string; route: string; kind: string };

/** Logs and counts the error that a request of the portal failed with. Routes are patterns, without ids. */
export function reportFailure(error: unknown, { method, route, kind }: Place): void {
  failures.publish(kind);
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  logErrorOncePerMinute(
    `request ${route} ${digest}`,
    { err: error, method, route, kind, digest },
    'A request failed',
  );
}

export function onFailure(count: (kind: string) => void): void {
  failures.subscribe((kind) => count(String(kind)));
}
