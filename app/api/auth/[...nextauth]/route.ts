import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '@/lib/auth/options';
import { isOurOrigin } from '@/lib/auth/origin';

type Context = { params: Promise<{ nextauth: string[] }> };

export const GET = (request: NextRequest, context: Context) => NextAuth(request, context, authOptions());

/** next-auth has its own token against forged requests; the Origin is checked besides, as everywhere. */
export function POST(request: NextRequest, context: Context) {
  if (!isOurOrigin(request.headers.get('origin'))) {
    const problem = { type: 'about:blank', title: 'Forbidden', status: 403, detail: 'Not from this portal.' };
    return Response.json(problem, { status: 403, headers: { 'content-type': 'application/problem+json' } });
  }
  return NextAuth(request, context, authOptions());
}
