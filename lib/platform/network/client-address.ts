import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { canonicalAddress, inNetworks, type Network, parseAddress } from './address';

/**
 * The address of the client in front of our own proxies: the first hop of `X-Forwarded-For`, from right to left, that
 * isn't a trusted proxy. What a client puts on the left changes nothing. A hop that can't be parsed makes the client
 * unknown, null: treated as the proxy, it would be let in wherever the proxy is.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trustedProxies: readonly Network[],
): string | null {
  let client = canonicalAddress(peer);
  const hops = forwardedFor?.split(',') ?? [];
  while (client !== null && hops.length > 0 && isTrusted(client, trustedProxies)) {
    client = canonicalAddress(withoutPort(hops.pop() ?? ''));
  }
  return client;
}

/** `192.0.2.1:80`, `[2001:db8::1]:443` and the same in quotes (RFC 7239 §6), as some load balancers write them. */
const WITH_PORT = /^("?)(?:\[(?<ipv6>[^[\]]*)\](?::\d{1,5})?|(?<ipv4>[\d.]+):\d{1,5}|(?<bare>[^"]*))\1$/;

function withoutPort(hop: string): string {
  const { ipv6, ipv4, bare } = WITH_PORT.exec(hop.trim())?.groups ?? {};
  // Only IPv6 may be in brackets.
  if (ipv6 !== undefined) return ipv6.includes(':') ? ipv6 : '';
  return ipv4 ?? bare ?? '';
}

function isTrusted(text: string, trustedProxies: readonly Network[]): boolean {
  const address = parseAddress(text);
  return address !== null && inNetworks(address, trustedProxies);
}

/** Warns about an untrusted proxy: behind it everybody has the same address, and shares what is counted by address. */
export function warnOfUntrustedProxy(
  peer: string,
  forwardedFor: string | undefined,
  trustedProxies: readonly Network[],
): void {
  if (forwardedFor === undefined || isTrusted(peer, trustedProxies)) return;
  warnOncePerMinute(
    'untrusted proxy',
    { peer },
    'X-Forwarded-For from outside TRUSTED_PROXIES is ignored. If that is your proxy, add its address there',
  );
}
