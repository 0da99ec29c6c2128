import { type NextRequest, NextResponse } from 'next/server';

import { settings } from '@/lib/platform/env/env';

const development = process.env.NODE_ENV === 'development';

/**
 * Runs before every page and route, for a Content-Security-Policy with a new nonce for each response. Rights aren't
 * checked here: a check in this file could be bypassed (CVE-2025-29927).
 */
export function proxy(request: NextRequest): NextResponse {
  const portal = new URL(settings().portalUrl);
  const restored = restoreFragment(request.nextUrl.pathname);
  if (restored) return NextResponse.redirect(new URL(restored, portal));

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce, portal.protocol === 'https:');
  // Next.js reads the nonce for its own scripts from the request's policy; ours comes from x-nonce.
  const headers = new Headers(request.headers);
  headers.set('x-keyport-page', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (portal.protocol === 'https:') {
    response.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  }
  return response;
}

function contentSecurityPolicy(nonce: string, https: boolean): string {
  return [
    "default-src 'self'",
    // React needs eval in development, to rebuild the server's stack traces; never in production.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Styles may be inline: menus and toasts are positioned by style attributes, which can't have a nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

export const config = {
  // Built files are public and the same for everyone.
  matcher: '/((?!_next/static/).*)',
};

const PAGES_WITH_FRAGMENT = /^\/(setup|reset-password|confirm-address)%23([\w-]+)$/;

/** Where a one-time link leads if an email program wrote its `#` as `%23`; null for any other path. */
function restoreFragment(pathname: string): string | null {
  const [, page, token] = PAGES_WITH_FRAGMENT.exec(pathname) ?? [];
  return page && token ? `/${page}#${token}` : null;
}
