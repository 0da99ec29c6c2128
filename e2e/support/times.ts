export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What a date box accepts, for a browser in UTC: to the minute. */
export const dateBox = (at: Date): string => at.toISOString().slice(0, 16);

/** A whole minute, at least `ms` after `at`. */
export const wholeMinuteAfter = (at: Date, ms: number): Date =>
  new Date(Math.ceil((at.getTime() + ms) / MINUTE) * MINUTE);
