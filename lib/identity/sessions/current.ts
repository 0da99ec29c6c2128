import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import type { Actor, Person } from '@/lib/identity/actor/actor';
import { deriveKey } from '@/lib/platform/secrets/root';
import { currentTime } from '@/lib/platform/time/clock';
import { sessionCookie } from './cookies';
import { findSession } from './sessions';
import { signInPath } from './wanted-page-schema';

/** Who is asking, looked up once for each request. */
const current = cache(async () => {
  const sid = await sessionId();
  if (!sid) return null;
  return findSession(sid, await clientAddress(), currentTime());
});

/** The client's address, as the portal's server found it behind the trusted proxies. */
export const clientAddress = async (): Promise<string> =>
  (await headers()).get('x-keyport-client') ?? 'unknown';

/** The session id that the cookie names, or null where it is missing, forged or older than it may be. */
export async function sessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie())?.value;
  if (!token) return null;
  const secret = deriveKey('session').toString('base64url');
  const decoded = await decode({ token, secret }).catch(() => null);
  return decoded?.sid ?? null;
}

/** With their organization where they work in one, so that an audit event about them is in its log. */
export async function currentPerson(): Promise<Person | null> {
  const found = await current();
  return found?.actor ?? found?.person ?? null;
}
export const currentActor = async (): Promise<Actor | null> => (await current())?.actor ?? null;

/** The page that the request asks for, as `proxy.ts` noted it. */
const requestedPage = async (): Promise<string | null> => (await headers()).get('x-keyport-page');

/** For a screen: without a session there is the sign-in page, which leads back to it. */
export async function requirePerson(): Promise<Person> {
  return (await currentPerson()) ?? redirect(signInPath(await requestedPage()));
}

/** For the screens of the company that runs Keyport. To anybody else they do not exist. */
export async function requireOperator(): Promise<Person> {
  const person = await requirePerson();
  return person.operator ? person : notFound();
}

/** For a screen about an organization. Somebody who belongs to none is told so. */
export async function requireActor(): Promise<Actor> {
  await requirePerson();
  return (await currentActor()) ?? redirect('/no-organization');
}
