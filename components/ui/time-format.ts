/** Pure, and so the same on the server and in the browser, given the zone and the moment. */

export type TimeForm = 'date' | 'datetime' | 'relative';

/** There are about 600 zones, but their names, which may come from a cookie, are case-insensitive. */
const MAX_KEPT = 600;

/**
 * Caches each zone's formatter: creating one takes as long as formatting hundreds of dates, and a page of rows has
 * hundreds.
 */
function formatterOf(shape: Intl.DateTimeFormatOptions) {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (at: Date, timeZone: string): string => {
    let formatter = made.get(timeZone);
    if (!formatter) {
      formatter = new Intl.DateTimeFormat('en-GB', { ...shape, timeZone });
      if (made.size < MAX_KEPT) made.set(timeZone, formatter);
    }
    return formatter.format(at);
  };
}

export const formatDate = formatterOf({ day: 'numeric', month: 'short', year: 'numeric' });

/** "2 Dec 2026, 01:00 CET" */
export const formatDateTime = formatterOf({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

const formatWhole = formatterOf({ dateStyle: 'full', timeStyle: 'long' });

/** "Wednesday 2 December 2026 at 01:00:00 CET (Europe/Berlin)" */
export const formatFull = (at: Date, timeZone: string) => `${formatWhole(at, timeZone)} (${timeZone})`;

const minute = 60_000;
const steps: readonly [ms: number, one: string, many: string][] = [
  [24 * 60 * minute, 'day', 'days'],
  [60 * minute, 'h', 'h'],
  [minute, 'min', 'min'],
];

/** "just now", "2 min ago", "in 11 days" */
export const formatRelative = (at: Date, now: Date) => {
  const distance = at.getTime() - now.getTime();
  for (const [ms, one, many] of steps) {
    const count = Math.floor(Math.abs(distance) / ms);
    if (count === 0) continue;
    const amount = `${count} ${count === 1 ? one : many}`;
    return distance < 0 ? `${amount} ago` : `in ${amount}`;
  }
  return distance < 0 ? 'just now' : 'in less than a minute';
};
