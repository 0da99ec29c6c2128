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

export const authCookies = () => ({
  sessionToken: { name: sessionCookie(), options: cookieFlags() },
  csrfToken: { name: named('csrf'), options: cookieFlags() },
  callbackUrl: { name: named('callback'), options: cookieFlags() },
});
