import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { watchForFailure } from '@/lib/identity/oidc/oidc-failure';
import { authOptions } from '@/lib/identity/sign-in/auth-options';
import { isOurOrigin } from '@/lib/platform/env/env';

type Context = { params: Promise<{ nextauth: string[] }> };

/** Passwords come by POST only; next-auth itself answers 500 to a GET. */
export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (nextauth.join('/') === 'callback/credentials') return problem(405, 'Use POST.', { allow: 'POST' });
  return answer(request, context);
}

/** next-auth has its own token against cross-site request forgery; the Origin is checked as well, as everywhere. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
  if (!isOurOrigin(request.headers.get('origin'))) return problem(403, 'Not from this portal.');
  return answer(request, context);
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const { logger, withCause } = watchForFailure();
  return withCause(await NextAuth(request, context, authOptions(logger)));
}

/** RFC 9457. */
const problem = (status: number, detail: string, headers: Record<string, string> = {}): Response =>
  Response.json(
    { type: 'about:blank', status, detail },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );
