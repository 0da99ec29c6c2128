import { encode } from 'next-auth/jwt';
import type { Actor } from '@/lib/identity/actor/schema';
import { sessionCookie } from '@/lib/identity/sessions/cookies';
import { ABSOLUTE_SECONDS, startSession } from '@/lib/identity/sessions/sessions';
import { database } from '@/lib/platform/db/database';
import { settings } from '@/lib/platform/env/env';
import { deriveKey } from '@/lib/platform/secrets/root';

/**
 * The current request, for code that asks Next.js for it. A test file that uses this has the line
 * `vi.mock('next/headers', () => import('@/test/request'))`.
 */
let request = { headers: new Headers(), cookies: new Map<string, { value: string }>() };

export const headers = async () => request.headers;
export const cookies = async () => request.cookies;

/** A new request, from a page of ours unless `more` says otherwise, by somebody with a session or nobody. */
export async function beginRequest(person: Actor | null, more: Record<string, string> = {}): Promise<void> {
  const address = '203.0.113.7';
  const origin = new URL(settings().portalUrl).origin;
  request = { headers: new Headers({ origin, 'x-keyport-client': address, ...more }), cookies: new Map() };
  if (person === null) return;
  const from = { address, userAgent: 'test' };
  const sid = await startSession(database(), person.userId, person.organization.id, from, new Date());
  const secret = deriveKey('session').toString('base64url');
  const value = await encode({ token: { sid }, secret, maxAge: ABSOLUTE_SECONDS });
  request.cookies.set(sessionCookie(), { value });
}
