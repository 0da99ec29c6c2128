/** Pure, and so the same on the server and in the browser, given the zone and the moment. */

export type TimeForm = 'date' | 'datetime' | 'relative';

const locale = 'en-GB';

export const formatDate = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(at);

/** "2 Dec 2026, 01:00 CET" */
export const formatDateTime = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(at);

/** "Wednesday 2 December 2026 at 01:00:00 CET (Europe/Berlin)" */
export const formatFull = (at: Date, timeZone: string) =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', timeZone }).format(at)} (${timeZone})`;

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
