import type ipaddr from 'ipaddr.js';
import { formatAddress, parseAddress, parseLiteral } from './address';

export const MAX_RANGES = 100;

export type RangeProblem = { line: number; text: string; reason: string };
export type ParsedRanges = {
  /** Canonical, without repetitions, in the order typed. */
  ranges: string[];
  problems: RangeProblem[];
  /** Lines that let a whole address family in; the form asks whether that is meant. */
  everyone: string[];
};

/** Parses addresses and CIDR blocks (RFC 4632), one per line; blank lines are skipped. */
export function parseRanges(text: string): ParsedRanges {
  const parsed: ParsedRanges = { ranges: [], problems: [], everyone: [] };
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const range = parseRange(line);
    if ('reason' in range) {
      parsed.problems.push({ line: index + 1, text: shorten(line), reason: range.reason });
    } else if (!parsed.ranges.includes(range.canonical)) {
      parsed.ranges.push(range.canonical);
      if (range.canonical.endsWith('/0')) parsed.everyone.push(range.canonical);
    }
    if (parsed.ranges.length > MAX_RANGES) {
      parsed.problems.push({
        line: index + 1,
        text: shorten(line),
        reason: `at most ${MAX_RANGES} ranges for a key`,
      });
      break;
    }
  }
  return parsed;
}

type Range = { canonical: string } | { reason: string };

/** One line: an address or a block in canonical form, or why it isn't one. */
export function parseRange(line: string): Range {
  const [host = '', bits, ...rest] = line.split('/');
  const mistake = commonMistake(line, host, bits, rest.length > 0);
  if (mistake) return { reason: mistake };
  const address = parseLiteral(host);
  if (!address) return { reason: 'not an IPv4 or IPv6 address' };
  if (address.kind() === 'ipv6' && isIpv4Inside(address as ipaddr.IPv6, host)) {
    return { reason: 'an IPv4 address inside an IPv6 one; write the IPv4 address' };
  }
  const width = address.kind() === 'ipv4' ? 32 : 128;
  const prefix = bits === undefined ? width : Number(bits);
  if (prefix > width) return { reason: `the part after / goes from 0 to ${width}` };
  return block(host, prefix, width);
}

function block(host: string, prefix: number, width: number): Range {
  const written = parseLiteral(host);
  const address = parseAddress(host);
  if (!written || !address) return { reason: 'not an IPv4 or IPv6 address' };
  const mapped = written.kind() !== address.kind();
  // ::ffff:0:0/96 is "all of IPv4" in disguise, and a shorter prefix goes beyond the mapped addresses.
  if (mapped && prefix <= 96) {
    return { reason: 'reaches beyond one IPv4 block; write it as an IPv4 block' };
  }
  const bits = mapped ? prefix - 96 : prefix;
  const full = mapped ? 32 : width;
  const network = networkOf(address, bits);
  if (network !== formatAddress(address)) {
    return { reason: `has bits set beyond /${bits}; did you mean ${network}/${bits}?` };
  }
  return { canonical: bits === full ? network : `${network}/${bits}` };
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray();
  const masked = bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  const text =
    masked.length === 4
      ? masked.join('.')
      : Array.from({ length: 8 }, (_, i) =>
          (((masked[i * 2] ?? 0) << 8) | (masked[i * 2 + 1] ?? 0)).toString(16),
        ).join(':');
  const network = parseLiteral(text);
  if (!network) throw new Error('A masked address is an address');
  return formatAddress(network);
}

/** The deprecated IPv4-compatible form and NAT64's: it is unclear which address is meant. */
function isIpv4Inside(address: ipaddr.IPv6, written: string): boolean {
  return written.includes('.') && !address.isIPv4MappedAddress();
}

function commonMistake(line: string, host: string, bits: string | undefined, more: boolean): string | null {
  if (/[^\x20-\x7e]/.test(line)) return 'use plain ASCII digits and letters';
  if (/\s/.test(line)) return 'contains a blank';
  if (line.includes('%')) return 'a zone such as %eth0 means nothing here';
  if (line.includes('*')) return 'write a block such as 10.0.0.0/8 instead of *';
  if (/^\[|\]/.test(line)) return 'write the address without brackets or port';
  if (/^[\d.]+:\d+$/.test(line)) return 'write the address without a port';
  if (host === '') return 'write the address before /';
  if (more) return 'has more than one /';
  if (bits?.includes('.')) return 'write the mask as a number, such as /8';
  if (bits !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bits))
    return 'write the part after / as a number without leading zeros';
  return null;
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
