import { settings } from '@/lib/platform/env/env';

export const isSecure = (): boolean => settings().portalUrl.startsWith('https:');

/**
 * On https, `__Host-` ties a cookie to this host; browsers reject such cookies on plain http, so the prefix is left out
 * there. Cookies ignore ports (RFC 6265 §8.5), so the name has the port: with two Keyports on one host, signing in to
 * one would end the session at the other.
 */
function named(name: string): string {
  const { port } = new URL(settings().portalUrl);
  const prefix = isSecure() ? '__Host-' : '';
  return `${prefix}keyport${port && `-${port}`}.${name}`;
}

export const sessionCookie = () => named('session');
export const browserCookie = () => named('browser');

export const cookieFlags = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const;

/** Until the person is back from the provider. */
const PROVIDER_VISIT_SECONDS = 15 * 60;
const providerCookie = (name: string) => ({
  name: named(name),
  options: { ...cookieFlags(), maxAge: PROVIDER_VISIT_SECONDS },
});

export const authCookies = () => ({
  sessionToken: { name: sessionCookie(), options: cookieFlags() },
  csrfToken: { name: named('csrf'), options: cookieFlags() },
  state: providerCookie('state'),
  nonce: providerCookie('nonce'),
  pkceCodeVerifier: providerCookie('pkce'),
  callbackUrl: { name: named('callback'), options: cookieFlags() },
});
