import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { cookies } from 'next/headers';
import { deriveKey } from '@/lib/platform/secrets/root';
import { browserCookie, cookieFlags } from './cookies';

/**
 * A browser that has signed in before has a long-lived cookie, and its failed attempts are counted separately, so that
 * no stranger can lock a person out by failing in their name. The cookie gives no access.
 */

const BROWSER_COOKIE_SECONDS = 365 * 24 * 60 * 60;
const MAX_PEOPLE = 5;

/** This browser's id for `userId`, or null. `cookie` is what the browser sent. */
export function recognizeBrowser(cookie: string | undefined, userId: string): string | null {
  return (
    entries(cookie)
      .find((entry) => isMarkOf(entry, userId))
      ?.split('.')[0] ?? null
  );
}

/** The cookie's new value after `userId` has signed in from this browser. */
export function rememberBrowser(cookie: string | undefined, userId: string): string {
  if (recognizeBrowser(cookie, userId)) return entries(cookie).join('~');
  const browserId = randomBytes(16).toString('base64url');
  return [`${browserId}.${mark(browserId, userId)}`, ...entries(cookie)].slice(0, MAX_PEOPLE).join('~');
}

const entries = (cookie: string | undefined): string[] =>
  (cookie ?? '')
    .split('~')
    .filter((entry) => entry.length > 0 && entry.length < 100)
    .slice(0, MAX_PEOPLE);

function isMarkOf(entry: string, userId: string): boolean {
  const [browserId = '', given = ''] = entry.split('.');
  const expected = Buffer.from(mark(browserId, userId));
  const presented = Buffer.from(given);
  return presented.length === expected.length && timingSafeEqual(presented, expected);
}

const mark = (browserId: string, userId: string): string =>
  createHmac('sha256', deriveKey('browser')).update(`${browserId}:${userId}`).digest('base64url');

/** Marks the request's browser as one from which this person has signed in. */
export async function saveBrowserCookie(userId: string): Promise<void> {
  const jar = await cookies();
  const value = rememberBrowser(jar.get(browserCookie())?.value, userId);
  jar.set(browserCookie(), value, { ...cookieFlags(), maxAge: BROWSER_COOKIE_SECONDS });
}
