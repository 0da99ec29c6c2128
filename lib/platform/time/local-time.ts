import { Temporal } from 'temporal-polyfill';
import { ok, type Result, refuse } from '@/lib/platform/result';

/** A date and time as a person types it, such as 2026-12-24T18:00, with the IANA zone it was typed in. */
export type LocalTime = { local: string; zone: string };

const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * The instant of a local time. A time that the clocks skip is refused; of one that occurs twice the earlier is taken,
 * since somebody notices what ends too early, and nobody notices what ends too late.
 */
export function instantOf({
  local,
  zone,
}: LocalTime): Result<Date, 'NOT_A_TIME' | 'SKIPPED_TIME' | 'NOT_A_ZONE'> {
  if (!LOCAL.test(local)) return refuse('NOT_A_TIME');
  let plain: Temporal.PlainDateTime;
  try {
    plain = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    return refuse('NOT_A_TIME');
  }
  let instant: Temporal.ZonedDateTime;
  try {
    instant = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  } catch {
    return refuse('NOT_A_ZONE');
  }
  // If the clocks were put forward, the result is a different local time from the requested one.
  if (!instant.toPlainDateTime().equals(plain)) return refuse('SKIPPED_TIME');
  const date = new Date(instant.epochMilliseconds);
  return isStorableInstant(date) ? ok(date) : refuse('NOT_A_TIME');
}

/**
 * Whether a form that shows minutes shows `instant` as `typed`. In the hour that occurs twice two instants look the
 * same: what somebody left unchanged still means the same one.
 */
export function isShownAs(instant: Date, { local, zone }: LocalTime): boolean {
  try {
    const shown = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
    return shown.toPlainDateTime().toString({ smallestUnit: 'minute' }) === local.slice(0, MINUTES_LENGTH);
  } catch {
    return false;
  }
}

const MINUTES_LENGTH = '2026-12-24T18:00'.length;

const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');

const END_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Years 1 to 9999: PostgreSQL has no year 0, and ISO 8601 writes later years differently. */
export const isStorableInstant = (instant: Date): boolean => {
  const time = instant.getTime();
  return time >= FIRST_MS && time <= END_MS;
};
