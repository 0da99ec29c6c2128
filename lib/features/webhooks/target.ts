import { networkInterfaces } from 'node:os';
import { settings } from '@/lib/platform/env/env';
import { parseAddress, parseNetworks } from '@/lib/platform/network/address';
import { AddressRefusedError, checkedLookup, hostAddress } from '@/lib/platform/network/checked-lookup';
import { isAllowedTarget, type TargetRules, urlProblem } from './target-policy';

/** The rules of this installation, on this machine. */
export function targetRules(): TargetRules {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return {
    allowed: parseNetworks(settings().webhookAllowedNetworks),
    own: addresses.flatMap(({ address }) => parseAddress(address) ?? []),
  };
}

/** Looks for a mistake in a URL before it is saved: a sentence for the form, or null. Its name is resolved. */
export async function findUrlProblem(text: string): Promise<string | null> {
  const rules = targetRules();
  const problem = urlProblem(text, rules);
  if (problem !== null) return problem;
  const url = new URL(text);
  const literal = hostAddress(url);
  if (literal) return isAllowedTarget(literal, url, rules) ? null : NOT_PUBLIC;
  return new Promise((resolve) => {
    const lookup = checkedLookup((address) => isAllowedTarget(address, url, rules));
    lookup(url.hostname, { all: true }, (error) => {
      if (!error) return resolve(null);
      resolve(
        error instanceof AddressRefusedError
          ? NOT_PUBLIC
          : `The name ${url.hostname} can't be found. Check it.`,
      );
    });
  });
}

const NOT_PUBLIC =
  'Events are only sent to public addresses, by https on port 443 or 8443. Your operator can allow a private network.';
