const MAX_LENGTH = 2_000;
/** Pages for people who aren't signed in, and what isn't a page. */
const NOT_WANTED = /^\/(sign-in|setup|reset-password|confirm-address|elsewhere|api)(\/|$)/;

/**
 * The page that somebody requested before they had to sign in, if `text` is one: a path of this portal with one leading
 * slash. Anything that a browser could take for another site's address is refused, or a link to the sign-in page could
 * lead a person who has just typed their password anywhere (CWE-601).
 */
export function wantedPage(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH || !/^\/[!-[\]-~]*$/.test(text)) return null;
  const [path = ''] = text.split('?');
  if (path.includes('//') || text.includes('#')) return null;
  // As a browser parses it, which resolves dot segments.
  const { host, pathname } = new URL(text, 'http://portal.invalid');
  return host !== 'portal.invalid' || pathname.startsWith('//') || NOT_WANTED.test(pathname) ? null : text;
}

/** The same for a complete address, which begins with the portal's own, or for a path. */
export const wantedPageAt = (address: string, portalUrl: string): string | null =>
  wantedPage(address.startsWith(`${portalUrl}/`) ? address.slice(portalUrl.length) : address);

/** The sign-in page, which leads to `page` once the person is signed in. */
export function signInPath(page: string | null): string {
  const wanted = wantedPage(page);
  return wanted === null || wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`;
}
