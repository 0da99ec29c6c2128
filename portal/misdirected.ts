import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '@/lib/platform/http/problem';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';

/**
 * Whether a request is for this portal. Host is compared as in URLs: case-insensitively, and the default port is
 * optional (RFC 9110 §4.2.3). A trusted proxy that uses another name may send the right one in X-Forwarded-Host.
 */
export function isForPortal({ headers }: IncomingMessage, portal: URL, isFromProxy: boolean): boolean {
  if (isHostOf(portal, headers.host)) return true;
  const forwarded = isFromProxy ? headers['x-forwarded-host'] : undefined;
  // The last of several is the one that our own proxy wrote.
  return typeof forwarded === 'string' && isHostOf(portal, forwarded.split(',').at(-1)?.trim());
}

function isHostOf(portal: URL, host: string | undefined): boolean {
  if (!host || /[/?#@\\\s]/.test(host)) return false;
  const address = `${portal.protocol}//${host}`;
  return URL.canParse(address) && new URL(address).host === portal.host;
}

/**
 * A different Host is DNS rebinding, or a person who used another of the machine's names. Cookies, links in email and
 * the check of Origin all depend on the one name, so people are redirected there and programs get an error.
 */
export function answerMisdirected(request: IncomingMessage, response: ServerResponse, portal: URL): void {
  const { method, url = '', headers } = request;
  warnOncePerMinute(
    'misdirected',
    { host: headers.host?.slice(0, 200) },
    `The portal was requested under a name other than ${portal.origin}. A proxy has to pass on the Host that people request`,
  );
  const isPage = (method === 'GET' || method === 'HEAD') && url.startsWith('/') && !url.startsWith('/api/');
  if (!isPage) throw new Problem(421, `Use ${portal.origin}.`);
  // Concatenated as text: resolved as a URL, `//elsewhere.example` would leave the portal.
  const { href } = new URL(portal.origin + url);
  response.writeHead(307, { location: href, 'cache-control': 'no-store', 'content-length': 0 }).end();
}
