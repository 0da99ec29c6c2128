/** Written by the browser, read by the server. All Keyports of a host may share it: it is the browser's, not theirs. */
export const ZONE_COOKIE = 'keyport.zone';

/**
 * The browser's IANA zone, or UTC where it does not know its own. Some say `Etc/Unknown` or nothing at all, with which
 * no time can be written.
 */
export function browserTimeZone(): string {
  const zone: unknown = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : 'UTC';
}

/** Whether this browser, or this server, can write times of a zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
