import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { isPortalPermission, PERMISSION_NAME } from '@/lib/platform/text/permission-name-schema';
import { addressProblem } from './postgres-url';

/** The shape of each setting's value. A message completes the sentence that begins with the variable's name. */

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

export const port = whole(1, 65_535);
export const days = whole(1, 3650);
export const poolSize = whole(1, 1_000);
export const maxKeys = whole(1, 10_000_000);
export const megabytes = whole(16, 1_000_000);

export const rateLimits = z.enum(['local', 'exact'], 'must be local or exact');

export const host = z
  .string()
  .refine(
    (value) => isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value),
    'must be an IP address or a host name, without a port (0.0.0.0 for every address)',
  );

function webUrl(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
}

export const origin = z
  .string()
  .refine((value) => {
    const url = webUrl(value);
    return url !== undefined && url.pathname === '/' && !url.search && !url.hash;
  }, 'must be the address that people open, such as https://keys.example.com, without a path')
  .transform((value) => new URL(value).origin);

export const webAddress = z
  .string()
  .refine((value) => webUrl(value) !== undefined, 'must be an http or https address')
  .transform((value) => value.replace(/\/+$/, ''));

export const postgresUrl = z.string().superRefine((value, context) => {
  const problem = addressProblem(value);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/**
 * As the provider spells it: it is in each of its tokens. Over http, anybody on the network could sign in as anyone.
 */
export const oidcIssuer = z.string().refine((value) => {
  const url = webUrl(value);
  const safe = url?.protocol === 'https:' || (url !== undefined && isLoopback(url.hostname));
  return safe && !url?.search && !url?.hash;
}, 'must be the https address of an OpenID Connect provider, such as https://login.example.com');

/** The mail server. `smtps:` is TLS from the first byte; `smtp:` begins in clear text and upgrades to TLS. */
export const smtpUrl = z
  .string()
  .refine(
    (value) => /^smtps?:\/\/[^/]/.test(value) && URL.canParse(value) && new URL(value).hostname !== '',
    'must be a mail server, such as smtps://USER:PASSWORD@mail.example.com',
  )
  // Programs disagree on whether the first or the last @ ends the password.
  .refine((value) => value.split('@').length <= 2, 'must have each @ in the user or password written as %40')
  // RFC 8314 §3.3: port 465 uses TLS from the first byte; on these ports the server speaks first, in clear text.
  .refine(
    (value) => !/^smtps:\/\/[^/]*:(25|587)(\/|$)/.test(value),
    'must begin with smtp:// for ports 25 and 587, where the connection turns to TLS (smtps:// is for port 465)',
  );

/** `keys@example.com`, or with a name before it. No line breaks, which would begin another header. */
export const mailFrom = z
  .string()
  .trim()
  .regex(
    /^(?:[^<>@,;:"\p{Cc}]{1,100}<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/u,
    'must be an address, such as Keyport <keys@example.com>',
  );

// RFC 6750's b64token would do; any visible ASCII can travel in a header without being changed.
export const bearerToken = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters, no blanks')
  .min(16, 'must be at least 16 characters (make one with: openssl rand -hex 32)');

export const rootSecret = z
  .string()
  .min(32, 'must be at least 32 characters (make one with: openssl rand -hex 32)');

export const keyPrefix = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,11}$/, 'must be 2 to 12 lower-case letters and digits, a letter first');

const list = z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean));

export const networks = list.pipe(
  z.array(
    z
      .string()
      .refine(isNetwork, 'must be networks separated by commas, such as 10.0.0.0/8, 2001:db8::/32')
      // If every address is trusted, clients can claim any address.
      .refine((value) => !value.endsWith('/0'), 'must not trust every address'),
  ),
);

export const permissionNames = list.pipe(
  z.array(
    z
      .string()
      .regex(PERMISSION_NAME, 'must be permission names separated by commas, such as generator')
      .refine((name) => !isPortalPermission(name), 'must not name what is for personal keys alone'),
  ),
);

export const oneLine = z
  .string()
  .trim()
  .regex(/^\P{Cc}{1,200}$/u, 'must be one line of at most 200 characters');

function isNetwork(value: string): boolean {
  const address = value.split('/')[0] ?? '';
  // ipaddr.js alone would also take 010.0.0.1, 0x7f.0.0.1 and 127.1.
  return isIP(address) !== 0 && (address === value || ipaddr.isValidCIDR(value));
}

export function isLoopback(value: string): boolean {
  if (value === 'localhost') return true;
  return isIP(value) !== 0 && ipaddr.process(value).range() === 'loopback';
}
