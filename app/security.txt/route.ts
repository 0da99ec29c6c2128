import { settings } from '@/lib/platform/env/env';
import { securityTxt } from '@/lib/platform/http/security-txt';
import { currentTime } from '@/lib/platform/time/clock';

/** Where to report a vulnerability of this installation (RFC 9116). */
export function GET(): Response {
  const { supportContact, portalUrl } = settings();
  const text = securityTxt(supportContact, portalUrl, currentTime());
  if (text === null) return new Response(null, { status: 404 });
  return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}

/** It depends on a setting and on the time. */
export const dynamic = 'force-dynamic';
