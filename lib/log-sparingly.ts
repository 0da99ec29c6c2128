import { log } from '@/lib/log';

const QUIET_MS = 60_000;
const lastWarnedAt = new Map<string, number>();

/**
 * A warning that the next minute's of the same kind are left out after: one fault must not fill the log. How often it
 * happens is for metrics to say.
 */
export function warnOncePerMinute(kind: string, message: string, details: object = {}): void {
  const at = performance.now();
  if (at - (lastWarnedAt.get(kind) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
  lastWarnedAt.set(kind, at);
  log.warn(details, message);
}
