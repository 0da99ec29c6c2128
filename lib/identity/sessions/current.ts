import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import type { Actor, Person } from '@/lib/identity/actor/schema';
import { deriveKey } from '@/lib/platform/secrets/root';
import { currentTime } from '@/lib/platform/time/clock';
import { sessionCookie } from './cookies';
import { findSession } from './sessions';
import { signInPath } from './wanted-page-schema';

/** The person that a request is from, looked up once per request. */
const current = cache(async () => {
  const sid = await sessionId();
  if (!sid) return null;
  return findSession(sid, await clientAddress(), currentTime());
});

/** The client's address, as the portal's server determined it from the trusted proxies. */
export const clientAddress = async (): Promise<string> =>
  (await headers()).get('x-keyport-client') ?? 'unknown';

/** The session id from the cookie, or null if it is missing, forged or too old. */
export async function sessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie())?.value;
  if (!token) return null;
  const secret = deriveKey('session').toString('base64url');
  const decoded = await decode({ token, secret }).catch(() => null);
  return decoded?.sid ?? null;
}

/** Includes the organization they work in, if any, so that an audit event about them is in its log. */
export async function currentPerson(): Promise<Person | null> {
  const found = await current();
  return found?.actor ?? found?.person ?? null;
}
export const currentActor = async (): Promise<Actor | null> => (await current())?.actor ?? null;

/** The requested page, as `proxy.ts` passed it on. */
const requestedPage = async (): Promise<string | null> => (await headers()).get('x-keyport-page');

/** For screens: without a session, redirects to the sign-in page, which leads back. */
export async function requirePerson(): Promise<Person> {
  return (await currentPerson()) ?? redirect(signInPath(await requestedPage()));
}

/** For operators' screens. For anybody else they don't exist. */
export async function requireOperator(): Promise<Person> {
  const person = await requirePerson();
  return person.operator ? person : notFound();
}

/** For screens about an organization. Somebody who belongs to none is told so. */
export async function requireActor(): Promise<Actor> {
  await requirePerson();
  return (await currentActor()) ?? redirect('/no-organization');
}
