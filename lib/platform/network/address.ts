import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Four decimal numbers without leading zeros. `ipaddr.js` also takes octal, hexadecimal and short forms. */
const STRICT_IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;
const IPV6_CHARACTERS = /^[0-9a-f]*:[0-9a-f:]*$/i;

/**
 * The address in a text, or null. An IPv4-mapped IPv6 address becomes the IPv4 address (RFC 4291 §2.5.5.2). No zones,
 * no ports, no brackets.
 */
export function parseAddress(text: string): Address | null {
  const address = parseLiteral(text);
  return address?.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()
    ? (address as ipaddr.IPv6).toIPv4Address()
    : address;
}

/** Like `parseAddress`, but an IPv4-mapped address stays as written. */
export function parseLiteral(text: string): Address | null {
  if (text.length > 45) return null;
  if (STRICT_IPV4.test(text)) return ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text) : null;
  const groups = text.includes('.') ? withoutDots(text) : text;
  if (!groups || !IPV6_CHARACTERS.test(groups) || !ipaddr.IPv6.isValid(groups)) return null;
  return ipaddr.IPv6.parse(groups);
}

/**
 * Rewrites the dotted end as two groups: `ipaddr.js` would read ::203.0.113.7 as the IPv4-mapped address, which it
 * isn't.
 */
function withoutDots(text: string): string | null {
  const start = text.lastIndexOf(':') + 1;
  const dotted = text.slice(start);
  if (start === 0 || !STRICT_IPV4.test(dotted) || !ipaddr.IPv4.isValid(dotted)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(dotted).toByteArray();
  return `${text.slice(0, start)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** The shortest form, in lower case (RFC 5952). */
export function formatAddress(address: Address): string {
  return address.kind() === 'ipv4' ? address.toString() : (address as ipaddr.IPv6).toRFC5952String();
}

/** The canonical text of an address, or null. */
export function canonicalAddress(text: string): string | null {
  const address = parseAddress(text);
  return address && formatAddress(address);
}

/** An address with its subnet mask's length in bits. */
export type Network = { base: Address; prefixBits: number };

/** Parses canonical ranges, such as `203.0.113.7` and `2001:db8::/32`, once for many comparisons. */
export function parseNetworks(ranges: readonly string[]): readonly Network[] {
  return ranges.flatMap((range) => {
    const [text = '', bits] = range.split('/');
    const base = parseAddress(text);
    if (!base) return [];
    return [{ base, prefixBits: bits === undefined ? 8 * base.toByteArray().length : Number(bits) }];
  });
}

/** Whether `address` lies in one of `networks`. An IPv4 network has no IPv6 address in it, nor the other way round. */
export const inNetworks = (address: Address, networks: readonly Network[]): boolean =>
  networks.some(
    ({ base, prefixBits }) => base.kind() === address.kind() && address.match(base as never, prefixBits),
  );
