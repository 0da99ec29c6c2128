import type { IncomingMessage } from 'node:http';
import type { Environment } from '@/lib/access/credentials/schema';
import type { Endpoint } from '@/lib/access/permissions/endpoints';

type Gateway = 'nginx' | 'caddy' | 'traefik' | 'envoy';

export type Target = {
  gateway: Gateway;
  environment: Environment;
  /** Envoy's: what follows the environment, which is the client's own path and query. Empty for the others. */
  rest: string;
  /** The others': the query with the gateway's requirements, without the question mark. Empty for Envoy. */
  query: string;
};

const TARGET =
  /^\/v1\/forward-auth\/(?:(nginx|caddy|traefik)\/(production|integration)(?:\?(.*))?|envoy\/(production|integration)([/?].*)?)$/s;

/** Which gateway asks for which environment, or null for an unknown address. */
export function readTarget(url: string): Target | null {
  const match = TARGET.exec(url);
  if (!match) return null;
  const [, gateway = 'envoy', environment = match[4], query = '', , rest = ''] = match;
  return { gateway: gateway as Gateway, environment: environment as Environment, rest, query };
}

/**
 * The client's request, from the pair of headers that this gateway sets and no other: the other pair comes from the
 * client. What is missing is empty, which matches no endpoint; it must never mean "no endpoint asked for".
 */
export function readOriginal(
  { gateway, rest }: Target,
  { method = '', headers }: Pick<IncomingMessage, 'method' | 'headers'>,
): { method: Endpoint['method']; path: string } {
  if (gateway === 'envoy') return { method, path: rest };
  const pair = gateway === 'nginx' ? NGINX : FORWARDED;
  return { method: textOf(headers[pair.method]), path: textOf(headers[pair.path]) };
}

const NGINX = { method: 'x-original-method', path: 'x-original-uri' };
const FORWARDED = { method: 'x-forwarded-method', path: 'x-forwarded-uri' };

/** Node joins repeated headers with a comma and a space, which neither a method nor a judged path can contain. */
const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');
