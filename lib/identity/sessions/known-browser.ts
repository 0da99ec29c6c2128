import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@/lib/platform/secrets/root';

/**
 * A browser that signed in before is known by a long-lived cookie, and its failed tries are counted apart, so that
 * no stranger can keep a person out by failing in their name. The cookie opens nothing.
 */

export const BROWSER_COOKIE_SECONDS = 365 * 24 * 60 * 60;
const MOST_PEOPLE = 5;

/** The id under which this browser is known to `userId`, or null. `cookie` is what the browser sent. */
export function recognizeBrowser(cookie: string | undefined, userId: string): string | null {
  return (
    entries(cookie)
      .find((entry) => isMarkOf(entry, userId))
      ?.split('.')[0] ?? null
  );
}

/** The cookie's new value, once `userId` signed in from this browser. */
export function rememberBrowser(cookie: string | undefined, userId: string): string {
  if (recognizeBrowser(cookie, userId)) return entries(cookie).join('~');
  const browserId = randomBytes(16).toString('base64url');
  return [`${browserId}.${mark(browserId, userId)}`, ...entries(cookie)].slice(0, MOST_PEOPLE).join('~');
}

const entries = (cookie: string | undefined): string[] =>
  (cookie ?? '')
    .split('~')
    .filter((entry) => entry.length > 0 && entry.length < 100)
    .slice(0, MOST_PEOPLE);

function isMarkOf(entry: string, userId: string): boolean {
  const [browserId = '', given = ''] = entry.split('.');
  const expected = Buffer.from(mark(browserId, userId));
  const presented = Buffer.from(given);
  return presented.length === expected.length && timingSafeEqual(presented, expected);
}

const mark = (browserId: string, userId: string): string =>
  createHmac('sha256', deriveKey('browser')).update(`${browserId}:${userId}`).digest('base64url');
