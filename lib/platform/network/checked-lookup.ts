import { type LookupAddress, lookup as resolveName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type Address, parseAddress } from './address';

/** A name led to an address that must not be connected to. */
export class AddressRefusedError extends Error {
  override name = 'AddressRefusedError';
}

type Resolve = (
  hostname: string,
  options: { all: true; family?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for connections that checks every address of a name and hands on just those, so that what was checked is
 * what is connected to, whatever the name server answers next (DNS rebinding). One bad address refuses the name. Node.js
 * doesn't call it for a host that is an address already: check that with `hostAddress`.
 */
export function checkedLookup(
  isAllowed: (address: Address) => boolean,
  resolve: Resolve = resolveName,
): LookupFunction {
  return (hostname, options, callback) => {
    const { family } = options;
    const asked = typeof family === 'number' ? { all: true as const, family } : { all: true as const };
    resolve(hostname, asked, (error, addresses) => {
      const fail = (reason: NodeJS.ErrnoException) => callback(reason, '');
      if (error) return fail(error);
      const [first] = addresses;
      if (!first) return fail(new Error(`${hostname} has no address`));
      for (const { address } of addresses) {
        const parsed = parseAddress(address);
        if (!parsed || !isAllowed(parsed))
          return fail(new AddressRefusedError(`${hostname} is at ${address}`));
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

/** The address that a URL names instead of a host, or null. `URL` has made `127.1` and `0x7f000001` canonical. */
export const hostAddress = ({ hostname }: URL): Address | null =>
  parseAddress(hostname.replace(/^\[(.*)\]$/, '$1'));
