import { type Address, inNetworks, parseNetworks } from './address';

/** Global unicast (RFC 4291 §2.5.4). Everything outside is reserved, local, or stands for IPv4 addresses, as 64:ff9b::/96. */
const GLOBAL_IPV6 = parseNetworks(['2000::/3']);

/**
 * The IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890), and multicast. Of blocks that are for
 * protocols, such as 2001::/23, all of it.
 */
const SPECIAL = parseNetworks([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
]);

/** Whether a server on the internet may have this address: it is neither private nor local nor reserved. */
export const isPublicAddress = (address: Address): boolean =>
  !inNetworks(address, SPECIAL) && (address.kind() === 'ipv4' || inNetworks(address, GLOBAL_IPV6));
