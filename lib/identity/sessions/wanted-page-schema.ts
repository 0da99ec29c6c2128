const MAX_LENGTH = 2_000;
/** Pages for those who are not signed in, and what is no page. */
const NOT_WANTED = /^\/(sign-in|setup|reset-password|confirm-address|elsewhere|api)(\/|$)/;

/**
 * The page that somebody asked for before they had to sign in, where `text` names one: a path of this portal with one
 * leading slash. Anything that a browser could take for another site's address is none, or a link to the sign-in page
 * would lead a person who just typed their password wherever its author likes (CWE-601).
 */
export function wantedPage(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH || !/^\/[!-[\]-~]*$/.test(text)) return null;
  const [path = ''] = text.split('?');
  if (path.includes('//') || text.includes('#')) return null;
  // As a browser reads it, which takes dots out.
  const { host, pathname } = new URL(text, 'http://portal.invalid');
  return host !== 'portal.invalid' || pathname.startsWith('//') || NOT_WANTED.test(pathname) ? null : text;
}

/** The same of a whole address, which begins with the portal's own, or of a path. */
export const wantedPageAt = (address: string, portalUrl: string): string | null =>
  wantedPage(address.startsWith(`${portalUrl}/`) ? address.slice(portalUrl.length) : address);

/** The sign-in page, from which the person gets to `page` once they are signed in. */
export function signInPath(page: string | null): string {
  const wanted = wantedPage(page);
  return wanted === null || wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`;
}
