import { type NextRequest, NextResponse } from 'next/server';
import { settings } from '@/lib/env';

const development = process.env.NODE_ENV === 'development';

/**
 * Runs before every page and route: one host name, and a Content-Security-Policy with a nonce of its own for each
 * answer. Rights are not looked at here; a service that trusted this file could be walked around.
 */
export function proxy(request: NextRequest): NextResponse {
  const portal = new URL(settings().portalUrl);
  if (request.headers.get('host') !== portal.host) return elsewhere(request, portal);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce, portal.protocol === 'https:');
  // Next reads the nonce for its own scripts out of the request's policy; ours comes from x-nonce.
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (portal.protocol === 'https:') {
    response.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  }
  return response;
}

/**
 * A foreign Host is a rebound DNS name, or a person who took another of the machine's names. Cookies, links in mail
 * and the check of Origin all hang on the one name, so people are led there and programs are told.
 */
function elsewhere(request: NextRequest, portal: URL): NextResponse {
  const { method, nextUrl } = request;
  const isPage = (method === 'GET' || method === 'HEAD') && !nextUrl.pathname.startsWith('/api/');
  if (isPage) {
    // Next sends this on as a new request to itself, which carries no header of ours, and decodes what it finds in a
    // query: as base64url the path arrives whole.
    const destination = new URL('/elsewhere', nextUrl);
    const path = Buffer.from(nextUrl.pathname + nextUrl.search).toString('base64url');
    destination.searchParams.set('path', path);
    return NextResponse.rewrite(destination);
  }
  const problem = {
    type: 'about:blank',
    title: 'Misdirected Request',
    status: 421,
    detail: `Use ${portal.origin}.`,
  };
  return NextResponse.json(problem, { status: 421, headers: { 'Content-Type': 'application/problem+json' } });
}

function contentSecurityPolicy(nonce: string, https: boolean): string {
  return [
    "default-src 'self'",
    // React needs eval in development, to rebuild the server's stack traces; never in production.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Styles may be inline: the menus and toasts place themselves with style attributes, which take no nonce.
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
  // Probes come by address, not by name; built files are public and the same for everyone.
  matcher: '/((?!_next/static/|healthz$|readyz$|metrics$).*)',
};
