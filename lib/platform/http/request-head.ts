import type { IncomingMessage } from 'node:http';
import { Problem } from './problem';

const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)$/i;
/** RFC 9110 §7.2. Comparing the name is left to the caller. */
const HOST = /^(?:\[[\da-f:.]+\]|[^\s/?#@\\[\]:]*)(?::\d{0,5})?$/i;

/**
 * Normalizes the request target to a path with its query, and checks what Node would refuse with an answer of its own:
 * a Host that is missing, repeated or malformed (RFC 9112 §3.2). Returns what is wrong, or null.
 */
export function readRequestHead(request: IncomingMessage): Problem | null {
  const { url = '', headers } = request;
  if (url.charCodeAt(0) !== SLASH && url !== '*') {
    const absolute = ABSOLUTE.exec(url);
    if (!absolute) return new Problem(400, 'The request target must be a path.');
    const [, authority = '', rest = ''] = absolute;
    if (authority === '') return new Problem(400, 'The request target names no host.');
    // The target's host takes precedence over Host (RFC 9112 §3.2.2).
    headers.host = authority;
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
  }
  if (headers.host === undefined) {
    if (request.httpVersion === '1.0') return null;
    return new Problem(400, 'A Host header is missing.');
  }
  if (isRepeated(request.rawHeaders)) return new Problem(400, 'There is more than one Host header.');
  return HOST.test(headers.host) ? null : new Problem(400, 'The host can not be read.');
}

const SLASH = 0x2f;

/** Read from the raw headers, since Node keeps the first Host and drops the others. */
function isRepeated(rawHeaders: readonly string[]): boolean {
  let found = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') found += 1;
  }
  return found > 1;
}
