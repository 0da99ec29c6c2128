import type { IncomingMessage } from 'node:http';
import { inNetworks, type Network, parseAddress } from '@/lib/platform/network/address';
import { clientAddress, warnOfUntrustedProxy } from '@/lib/platform/network/client-address';

/**
 * Headers that no request may pass to the pages. Our own programs' headers: `x-middleware-subrequest` once let requests
 * past every check (CVE-2025-29927). Proxies' headers: Next.js would build addresses from them and send requests there.
 * An upgrade, which the pages don't support.
 */
const UNWELCOME =
  /^(x-(keyport|middleware)-.*|x-action-forwarded|x-forwarded-.*|forwarded|x-real-ip|upgrade|http2-settings)$/;

type Headers = Record<string, string | string[] | undefined>;

/** Whether the other end of the connection is one of our own proxies. */
export function isTrustedProxy({ socket }: IncomingMessage, trustedProxies: readonly Network[]): boolean {
  const address = parseAddress(socket.remoteAddress ?? '');
  return address !== null && inNetworks(address, trustedProxies);
}

/**
 * Restores a request as the browser made it: for PORTAL_URL, whatever name or scheme proxies used, and with the
 * client's address in `x-keyport-client`, or "unknown" if it can't be parsed.
 */
export function cleanHeaders(
  request: IncomingMessage,
  portal: URL,
  trustedProxies: readonly Network[],
): void {
  const peer = request.socket.remoteAddress ?? '';
  const headers: Headers = request.headers;
  const forwardedFor = request.headersDistinct['x-forwarded-for']?.join(',');
  const client = clientAddress(peer, forwardedFor, trustedProxies) ?? 'unknown';
  warnOfUntrustedProxy(peer, forwardedFor, trustedProxies);
  const isReplaced = (name: string) => name === 'host' || UNWELCOME.test(name);
  for (const name of Object.keys(headers)) if (isReplaced(name)) delete headers[name];
  request.rawHeaders = request.rawHeaders.filter(
    (_, index, raw) => !isReplaced(raw[index - (index % 2)]?.toLowerCase() ?? ''),
  );
  joinRepeated(request);
  for (const [name, value] of [
    ['host', portal.host],
    ['x-keyport-client', client],
  ] as const) {
    headers[name] = value;
    request.rawHeaders.push(name, value);
  }
}

/**
 * Node.js keeps the first Authorization and drops the others without a word. Joined, they are malformed, as two
 * credentials at once have to be.
 */
function joinRepeated({ headers, headersDistinct }: IncomingMessage): void {
  const given = headersDistinct.authorization ?? [];
  if (given.length > 1) headers.authorization = given.join(', ');
}
