import type { IncomingHttpHeaders } from 'node:http';
import { cookies, headers } from 'next/headers';
import type { CallbacksOptions, EventCallbacks, NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { admitExternal, oidcProviders } from '@/lib/identity/oidc/oidc';
import { authCookies, browserCookie, isSecure } from '@/lib/identity/sessions/cookies';
import { saveBrowserCookie } from '@/lib/identity/sessions/known-browser';
import { ABSOLUTE_SECONDS, endSession, findSession } from '@/lib/identity/sessions/sessions';
import { wantedPageAt } from '@/lib/identity/sessions/wanted-page-schema';
import { log } from '@/lib/platform/log/log';
import { deriveKey } from '@/lib/platform/secrets/root';
import { currentTime } from '@/lib/platform/time/clock';
import { signIn } from './sign-in';
import { credentialsSchema } from './sign-in-schema';

/**
 * next-auth manages the cookie: an encrypted token that contains the id of a session row and nothing else. The row
 * decides, on each request, whether the session is still active.
 */
export function authOptions(logger: NonNullable<NextAuthOptions['logger']>): NextAuthOptions {
  return {
    secret: deriveKey('session').toString('base64url'),
    session: { strategy: 'jwt', maxAge: ABSOLUTE_SECONDS },
    useSecureCookies: isSecure(),
    cookies: authCookies(),
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, passcode: {}, recoveryCode: {} },
        authorize: (given, request) => authorize(given, request.headers ?? {}),
      }),
      ...oidcProviders(),
    ],
    callbacks: {
      signIn: admitExternal,
      jwt: keepLiving,
      // Page scripts can request this. The row's id, which is as good as the cookie, isn't part of it.
      session: ({ session: { expires } }) => ({ expires }),
      redirect: ({ url, baseUrl }) => `${baseUrl}${wantedPageAt(url, baseUrl) ?? ''}`,
    },
    events: { signOut: endOnSignOut },
    logger,
  };
}

/** What is thrown here ends up in an address: a code, with the seconds to wait if any; nothing else. */
async function authorize(given: object | undefined, headers: IncomingHttpHeaders) {
  const answer = await trySignIn(given ?? {}, headers);
  if ('refused' in answer) throw new Error(answer.refused);
  return { id: answer.userId, sid: answer.sessionId };
}

async function trySignIn(posted: object, headers: IncomingHttpHeaders) {
  try {
    const given = credentialsSchema.parse(posted);
    const known = (await cookies()).get(browserCookie())?.value;
    const origin = {
      address: String(headers['x-keyport-client'] ?? 'unknown'),
      userAgent: headers['user-agent'] ?? '',
      browserCookie: known,
    };
    const result = await signIn(
      {
        email: given.email,
        password: given.password,
        passcode: given.passcode || null,
        recoveryCode: given.recoveryCode || null,
      },
      origin,
    );
    if (!result.ok) return { refused: [result.code, result.retryAfterSeconds ?? []].flat().join(':') };
    await saveBrowserCookie(result.value.userId);
    return result.value;
  } catch (error) {
    log.error({ err: error }, 'A sign-in failed');
    return { refused: 'UNAVAILABLE' };
  }
}

/**
 * At sign-in the token gets the row's id; afterwards only an active row lets it pass. Refusing means throwing: null
 * would keep the session valid. What a browser posts to update a session is ignored.
 */
const keepLiving: CallbacksOptions['jwt'] = async ({ token, user }) => {
  const sid = user ? user.sid : token.sid;
  if (!sid || (!user && !(await findSession(sid, '', currentTime()))))
    throw new Error('The session has ended');
  return { sid };
};

/** next-auth itself only clears the cookie. */
const endOnSignOut: EventCallbacks['signOut'] = async ({ token }) => {
  const address = (await headers()).get('x-keyport-client') ?? 'unknown';
  if (token?.sid) await endSession(token.sid, address);
};
