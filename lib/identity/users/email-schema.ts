import { text } from '@/lib/platform/text/schema';

/** RFC 5321 §4.1.2: a dot-string of atoms, at most 64 octets. */
const LOCAL_PART = /^(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Labels of at most 63 characters; the last one isn't a number, which would be part of an IP address. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;
const BEYOND_ASCII = /\P{ASCII}/u;

/**
 * An email address, compared in lower case. Addresses in other scripts (RFC 6531) are refused with the reason: not
 * every mail server accepts them, and similar letters would make two people of one address.
 */
export const emailSchema = text(254, { missing: 'Enter an email address.' })
  // Only after checking its letters: the Kelvin sign is a k in lower case.
  .superRefine((typed, context) => {
    const message = emailProblem(typed.trim());
    if (message !== null) context.addIssue({ code: 'custom', message });
  })
  .transform((typed) => typed.trim().toLowerCase());

function emailProblem(typed: string): string | null {
  const [local = '', domain = '', ...more] = typed.split('@');
  if (BEYOND_ASCII.test(domain)) return 'Write the domain in its ASCII form, which begins with xn--.';
  if (BEYOND_ASCII.test(local)) return 'Before the @, use letters without accents: others are not supported.';
  const isAddress =
    more.length === 0 && LOCAL_PART.test(local.toLowerCase()) && DOMAIN.test(domain.toLowerCase());
  return isAddress ? null : 'Enter an email address, such as ada@example.com.';
}
