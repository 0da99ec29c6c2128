import { type Metadata, parseMetadata } from '@/lib/access/key-records/metadata-schema';
import type { RateLimit } from '@/lib/access/verdict/rate-limit-schema';
import { parseRanges } from '@/lib/platform/network/ip-ranges';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { instantOf, isShownAs } from '@/lib/platform/time/local-time';
import type { GivenTime, TypedRate } from './schema';

export type TermRefusal = 'BAD_TIME' | 'EVERYONE_UNCONFIRMED';

const TIME_WORDS = {
  NOT_A_TIME: 'Enter a date and time that exist, such as 24 December 2026, 18:00.',
  SKIPPED_TIME: 'This time does not exist: the clocks are put forward past it. Choose another.',
  NOT_A_ZONE: 'This time zone is not known. Reload the page and try again.',
  PAST: 'Choose a time that is still to come.',
} as const;

/**
 * When a key expires. Nothing typed means never. `unchanged` is its current expiration: a name can be edited without
 * moving an expiration that has passed.
 */
export function readExpiration(
  given: GivenTime | null,
  unchanged: Date | null,
  now: Date,
): Result<Date | null, TermRefusal> {
  if (given === null || (!(given instanceof Date) && given.local === '')) return ok(null);
  return readFuture(given, 'expiration', unchanged, now);
}

/** A time in the future; `field` is where it was given. */
export function readFuture(
  given: GivenTime,
  field: string,
  unchanged: Date | null,
  now: Date,
): Result<Date, 'BAD_TIME'> {
  const wrong = (why: keyof typeof TIME_WORDS) =>
    refuse('BAD_TIME', { fields: { [field]: [TIME_WORDS[why]] } });
  const read = given instanceof Date ? ok(given) : instantOf(given);
  if (!read.ok) return wrong(read.code);
  const isUnchanged =
    unchanged &&
    (given instanceof Date ? given.getTime() === unchanged.getTime() : isShownAs(unchanged, given));
  if (isUnchanged) return ok(unchanged);
  return read.value > now ? read : wrong('PAST');
}

/** Canonical ranges. One that lets a whole address family in has to be confirmed. */
export function readRanges(text: string, everyone: boolean): Result<string[], 'EVERYONE_UNCONFIRMED'> {
  const parsed = parseRanges(text);
  if (parsed.everyone.length > 0 && !everyone) {
    const family = parsed.everyone.map((range) => (range === '::/0' ? 'IPv6' : 'IPv4')).join(' and ');
    return refuse('EVERYONE_UNCONFIRMED', {
      fields: {
        everyone: [`${parsed.everyone.join(' and ')} lets in every ${family} address. Is everyone meant?`],
      },
    });
  }
  return ok(parsed.ranges);
}

/** The schema has validated it already: it is a number, or empty for no limit. */
export const readRate = (typed: TypedRate): RateLimit | null =>
  typed.limit.trim() === '' ? null : { limit: Number(typed.limit), period: typed.period };

/** The schema has validated both already. */
export const readAttached = (typed: {
  externalId: string;
  metadata: string;
}): { externalId: string | null; metadata: Metadata } => ({
  externalId: typed.externalId === '' ? null : typed.externalId,
  metadata: parseMetadata(typed.metadata).data ?? {},
});
