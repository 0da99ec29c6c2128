import type { IncomingMessage } from 'node:http';
import { inRanges, parseAddress } from '@/lib/network/address';
import { clientAddress } from '@/lib/network/client-address';

/** Said by our own programs to each other, so nobody outside may say them: `x-middleware-subrequest` once let
 *  requests past every check (CVE-2025-29927). */
const OURS = /^x-(keyport|middleware)-/;
/** What a proxy says of the request before it; a client that says it would choose its own address and host. */
const PROXYS = /^(x-forwarded-.*|forwarded|x-real-ip)$/;

type Headers = Record<string, string | string[] | undefined>;

/** The names of the headers to take out, given who is at the other end of the connection. */
function unwelcomeHeaders(names: readonly string[], isProxy: boolean): string[] {
  return names.filter((name) => OURS.test(name) || (!isProxy && PROXYS.test(name)));
}

/** Leaves only headers that can be believed, and sets `x-keyport-client` to the client's address. */
export function cleanHeaders(request: IncomingMessage, trustedProxies: readonly string[]): void {
  const peer = request.socket.remoteAddress ?? '';
  const headers: Headers = request.headers;
  const forwardedFor = request.headersDistinct['x-forwarded-for']?.join(',');
  const client = clientAddress(peer, forwardedFor, trustedProxies);
  const address = parseAddress(peer);
  const isProxy = address !== null && inRanges(address, trustedProxies);
  const unwelcome = new Set(unwelcomeHeaders(Object.keys(headers), isProxy));
  for (const name of unwelcome) delete headers[name];
  headers['x-keyport-client'] = client;
  request.rawHeaders = request.rawHeaders.filter((_, index, raw) => {
    const name = raw[index - (index % 2)]?.toLowerCase() ?? '';
    return !unwelcome.has(name);
  });
  request.rawHeaders.push('x-keyport-client', client);
}
