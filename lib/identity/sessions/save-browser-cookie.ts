import { cookies } from 'next/headers';
import { browserCookie, cookieFlags } from './cookies';
import { BROWSER_COOKIE_SECONDS, rememberBrowser } from './known-browser';

/** Marks the request's browser as one from which this person has signed in. */
export async function saveBrowserCookie(userId: string): Promise<void> {
  const jar = await cookies();
  const value = rememberBrowser(jar.get(browserCookie())?.value, userId);
  jar.set(browserCookie(), value, { ...cookieFlags(), maxAge: BROWSER_COOKIE_SECONDS });
}
