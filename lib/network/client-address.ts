import { canonicalAddress, inRanges, parseAddress } from './address';

/**
 * The address of whoever stands before our own proxies: right to left through `X-Forwarded-For`, the first hop that
 * is not a trusted proxy. What a client puts at the left changes nothing; a hop that is no address ends the walk at
 * the last one that was.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trustedProxies: readonly string[],
): string {
  let client = canonicalAddress(peer) ?? peer;
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
  while (isTrusted(client, trustedProxies)) {
    const hop = hops.pop();
    const address = hop === undefined ? null : canonicalAddress(hop);
    if (address === null) break;
    client = address;
  }
  return client;
}

function isTrusted(text: string, trustedProxies: readonly string[]): boolean {
  const address = parseAddress(text);
  return address !== null && inRanges(address, trustedProxies);
}
