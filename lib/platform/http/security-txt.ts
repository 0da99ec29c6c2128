import { DAY_MS } from '@/lib/platform/time/durations';

/** RFC 9116 §2.5.5 recommends less than a year. */
const EXPIRES_AFTER_MS = 180 * DAY_MS;

/**
 * The text of `/.well-known/security.txt` (RFC 9116), which needs a contact: an email address or an https address. Null
 * if `contact` is neither, such as "Ask in #platform".
 */
export function securityTxt(contact: string | undefined, portalUrl: string, now: Date): string | null {
  const address = contactUri(contact ?? '');
  if (address === null) return null;
  const expires = new Date(now.getTime() + EXPIRES_AFTER_MS).toISOString();
  return [
    `Contact: ${address}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${portalUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}

function contactUri(contact: string): string | null {
  if (/^[^\s@:/?#]+@[^\s@:/?#]+$/.test(contact)) return `mailto:${contact}`;
  return /^https:\/\/\S+$/.test(contact) && URL.canParse(contact) ? contact : null;
}
