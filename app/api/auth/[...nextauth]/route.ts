import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { watchForFailure } from '@/lib/auth/oidc-failure';
import { authOptions } from '@/lib/auth/options';
import { isOurOrigin } from '@/lib/auth/origin';

type Context = { params: Promise<{ nextauth: string[] }> };

export const GET = (request: NextRequest, context: Context) => answer(request, context);

/** next-auth has its own token against forged requests; the Origin is checked besides, as everywhere. */
export function POST(request: NextRequest, context: Context) {
  if (!isOurOrigin(request.headers.get('origin'))) {
    const problem = { type: 'about:blank', title: 'Forbidden', status: 403, detail: 'Not from this portal.' };
    return Response.json(problem, { status: 403, headers: { 'content-type': 'application/problem+json' } });
  }
  return answer(request, context);
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const { logger, withCause } = watchForFailure();
  return withCause(await NextAuth(request, context, authOptions(logger)));
}
