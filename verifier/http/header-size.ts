import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 16_384;

/**
 * How much Node accepts before it closes the connection with a 431, which no gateway expects. It is above what gateways
 * let through by default (nginx 32 KB, Envoy 60 KB, Caddy and Traefik 1 MB), so that a client that sends too much gets
 * a verdict.
 */
export const MAX_READ_BYTES = 1_100_000;

export function headersTooLarge({ url = '', rawHeaders }: IncomingMessage): boolean {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  return bytes > MAX_BYTES;
}
