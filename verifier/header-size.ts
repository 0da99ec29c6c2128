import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 16_384;

/**
 * What Node takes in before it ends the connection with a bare 431. Above what we allow, so that a gateway gets the
 * answer it understands for a client that sends too much.
 */
export const MOST_READ_BYTES = 65_536;

export function headersTooLarge({ url = '', rawHeaders }: IncomingMessage): boolean {
  let bytes = url.length;
  for (const text of rawHeaders) bytes += text.length;
  return bytes > MOST_BYTES;
}
