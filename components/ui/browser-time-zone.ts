/** Written by the browser, read by the server. All Keyports on a host may share it: it is about the browser. */
export const ZONE_COOKIE = 'keyport.zone';

/**
 * The browser's IANA zone, or UTC if it doesn't know its own. Some say `Etc/Unknown` or nothing, which can't be used to
 * format times.
 */
export function browserTimeZone(): string {
  const zone: unknown = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return typeof zone === 'string' && isTimeZone(zone) ? zone : 'UTC';
}

/** Whether this browser, or this server, can format times in a zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
