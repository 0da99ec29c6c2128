import { isToken } from './imported-schema';
import { type Presented, readPresented } from './token';

export type Credentials =
  /** Nothing was sent, or only an unsupported scheme: the challenge then names no error (RFC 6750 §3.1). */
  { kind: 'none' } | { kind: 'malformed' } | { kind: 'presented'; presented: Presented };

const NONE: Credentials = { kind: 'none' };
const MALFORMED: Credentials = { kind: 'malformed' };

/**
 * What a client presented, to its gateway or to the portal's API: `Authorization: Bearer KEY.SECRET`, `Authorization: Basic
 * base64(KEY:SECRET)`, or `X-API-Key` with `X-API-Secret`. Two at once are refused: whichever we judged, another
 * program might act on the other. Read from the raw headers, since Node drops a second `Authorization`.
 */
export function readCredentials(rawHeaders: readonly string[]): Credentials {
  const sent = { authorization: [] as string[], 'x-api-key': [] as string[], 'x-api-secret': [] as string[] };
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (Object.hasOwn(sent, name)) sent[name as keyof typeof sent].push(rawHeaders[i + 1] ?? '');
  }
  const [authorization, ...moreAuthorizations] = sent.authorization;
  const [key, ...moreKeys] = sent['x-api-key'];
  const [secret, ...moreSecrets] = sent['x-api-secret'];
  if (moreAuthorizations.length + moreKeys.length + moreSecrets.length > 0) return MALFORMED;
  if (authorization === undefined) {
    if (key === undefined) return secret === undefined ? NONE : MALFORMED;
    return toCredentials(key, secret);
  }
  return key === undefined && secret === undefined ? fromAuthorization(authorization) : MALFORMED;
}

/** The scheme is case-insensitive (RFC 9110 §11.1). */
function fromAuthorization(value: string): Credentials {
  const [, scheme = '', rest = ''] = /^([^ ]*) *(.*)$/s.exec(value) ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return /^[\x21-\x7e]+$/.test(rest) ? toCredentials(rest, undefined) : MALFORMED;
    case 'basic':
      return fromBasic(rest);
    case '':
      return MALFORMED;
    default:
      return NONE;
  }
}

/** RFC 7617. An empty password counts as none: that is how programs send a key alone. */
function fromBasic(encoded: string): Credentials {
  const bytes = Buffer.from(encoded, 'base64');
  // Node skips what isn't base64: two texts that decode to the same would be a second spelling of a credential.
  if (bytes.toString('base64') !== encoded) return MALFORMED;
  const text = bytes.toString('latin1');
  const colon = text.indexOf(':');
  if (colon === -1) return MALFORMED;
  return toCredentials(text.slice(0, colon), text.slice(colon + 1) || undefined);
}

function toCredentials(key: string, secret: string | undefined): Credentials {
  const presented = readPresented(key, secret);
  // An imported token may begin with a full stop.
  return presented && (presented.key || isToken(key)) ? { kind: 'presented', presented } : MALFORMED;
}
