import { settings } from '@/lib/env';

/**
 * Names and flags of our cookies. On https they bear `__Host-` and Secure, which ties them to this host; browsers drop
 * `__Host-` cookies on plain http, so there the name is bare.
 */
export const isSecure = (): boolean => settings().portalUrl.startsWith('https:');

const named = (name: string): string => (isSecure() ? `__Host-keyport.${name}` : `keyport.${name}`);

export const sessionCookie = () => named('session');
export const browserCookie = () => named('browser');

export const cookieFlags = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const;

/** Until somebody is back from the provider that vouches for them. */
const ERRAND_SECONDS = 15 * 60;
const errand = (name: string) => ({
  name: named(name),
  options: { ...cookieFlags(), maxAge: ERRAND_SECONDS },
});

export const authCookies = () => ({
  sessionToken: { name: sessionCookie(), options: cookieFlags() },
  csrfToken: { name: named('csrf'), options: cookieFlags() },
  state: errand('state'),
  nonce: errand('nonce'),
  pkceCodeVerifier: errand('pkce'),
  callbackUrl: { name: named('callback'), options: cookieFlags() },
});
