import type { NextRequest } from 'next/server';
import { settings } from '@/lib/env';

/**
 * Where proxy.ts sends pages that were asked for under another name. It can't redirect by itself: Next takes the
 * host off a redirect to what it thinks is its own address, and a relative one would lead back to the wrong name.
 */
export function GET({ nextUrl }: NextRequest): Response {
  const path = Buffer.from(nextUrl.searchParams.get('path') ?? '', 'base64url').toString();
  // Joined as text, and only from a slash on: `//elsewhere.example` and `@elsewhere.example` would leave the portal.
  const location = settings().portalUrl + (path.startsWith('/') ? path : '/');
  return new Response(null, { status: 307, headers: { Location: location, 'Cache-Control': 'no-store' } });
}
