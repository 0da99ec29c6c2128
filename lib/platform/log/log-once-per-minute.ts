import { log } from './log';

const QUIET_MS = 60_000;
const MAX_KINDS = 500;

type Fields = Record<string, unknown>;
type Kind = { lastLoggedAt: number; suppressed: number };
const kinds = new Map<string, Kind>();

/**
 * Whether a line of this kind may be written now: once a minute, so that nobody can fill the log. Returns how many were
 * suppressed since the last one, or null to suppress this one as well.
 */
function admit(kind: string): number | null {
  const now = performance.now();
  // There are few kinds by design; if they are built from outside text after all, the excess shares one.
  const name = kinds.has(kind) || kinds.size < MAX_KINDS ? kind : 'other';
  const known = kinds.get(name);
  if (known && now - known.lastLoggedAt < QUIET_MS) {
    known.suppressed += 1;
    return null;
  }
  kinds.set(name, { lastLoggedAt: now, suppressed: 0 });
  return known?.suppressed ?? 0;
}

/** A warning, at most once a minute for each `kind`; the next one says how many were suppressed. */
export function warnOncePerMinute(kind: string, fields: Fields, message: string): void {
  const suppressed = admit(kind);
  if (suppressed !== null) log.warn({ ...fields, ...(suppressed > 0 && { suppressed }) }, message);
}

/** The same for an error. */
export function logErrorOncePerMinute(kind: string, fields: Fields, message: string): void {
  const suppressed = admit(kind);
  if (suppressed !== null) log.error({ ...fields, ...(suppressed > 0 && { suppressed }) }, message);
}
