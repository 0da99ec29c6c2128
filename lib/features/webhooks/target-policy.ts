import { type Address, inNetworks, type Network } from '@/lib/platform/network/address';
import { isPublicAddress } from '@/lib/platform/network/special-purpose';

/** What an installation allows besides public addresses, and its own addresses, which are refused even if public. */
export type TargetRules = { allowed: readonly Network[]; own: readonly Address[] };

const PORTS = ['', '443', '8443'];

/** What is wrong with a URL whatever its name resolves to: a sentence for the form, or null. */
export function urlProblem(text: string, { allowed }: TargetRules): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return 'Enter a URL that begins with https://, such as https://example.com/webhooks.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'Remove the user name and password from the URL. The signature shows that events are from Keyport.';
  }
  if (url.hash !== '') return 'Remove the part from # on: it is never sent.';
  // Which addresses the operator allows is known once the name is resolved.
  if (allowed.length > 0 || isStandard(url)) return null;
  return url.protocol === 'http:' ? 'The URL must begin with https://.' : 'Use port 443 or 8443.';
}

/**
 * Whether events may be sent to this address of the URL's host: a public one by https on a standard port, or one that
 * the operator allows.
 */
export function isAllowedTarget(address: Address, url: URL, { allowed, own }: TargetRules): boolean {
  if (inNetworks(address, allowed)) return true;
  const isOurs = own.some((each) => each.kind() === address.kind() && each.toString() === address.toString());
  return isStandard(url) && isPublicAddress(address) && !isOurs;
}

const isStandard = ({ protocol, port }: URL): boolean => protocol === 'https:' && PORTS.includes(port);
