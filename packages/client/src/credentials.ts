/** What a client presented. Two kinds at once are refused: another program might act on the other. */
export type Credentials =
  | { kind: 'none' }
  | { kind: 'malformed' }
  | { kind: 'presented'; key: string; secret?: string };

/** All values of a header, in any case; a header that was sent twice has two. */
export type HeaderValues = (name: 'authorization' | 'x-api-key' | 'x-api-secret') => readonly string[];

const MALFORMED: Credentials = { kind: 'malformed' };

/**
 * `Authorization: Bearer KEY.SECRET`, `Authorization: Basic base64(KEY:SECRET)`, or `X-API-Key` with `X-API-Secret`, as
 * the verifier's forward-auth reads them.
 */
export function readCredentials(valuesOf: HeaderValues): Credentials {
  const [authorization, ...moreAuthorizations] = valuesOf('authorization');
  const [key, ...moreKeys] = valuesOf('x-api-key');
  const [secret, ...moreSecrets] = valuesOf('x-api-secret');
  if (moreAuthorizations.length + moreKeys.length + moreSecrets.length > 0) return MALFORMED;
  if (authorization === undefined) {
    if (key === undefined) return secret === undefined ? { kind: 'none' } : MALFORMED;
    return presented(key, secret);
  }
  return key === undefined && secret === undefined ? fromAuthorization(authorization) : MALFORMED;
}

/** Any other scheme counts as no credentials, so that the challenge names no error (RFC 6750 §3.1). */
function fromAuthorization(value: string): Credentials {
  const [, scheme = '', rest = ''] = /^([^ ]*) *(.*)$/s.exec(value) ?? [];
  if (/^bearer$/i.test(scheme)) return /^[\x21-\x7e]+$/.test(rest) ? presented(rest, undefined) : MALFORMED;
  if (!/^basic$/i.test(scheme)) return scheme === '' ? MALFORMED : { kind: 'none' };
  try {
    const text = atob(rest);
    const colon = text.indexOf(':');
    return colon === -1 ? MALFORMED : presented(text.slice(0, colon), text.slice(colon + 1) || undefined);
  } catch {
    return MALFORMED;
  }
}

const presented = (key: string, secret: string | undefined): Credentials =>
  key === '' || (secret !== undefined && key.includes('.'))
    ? MALFORMED
    : { kind: 'presented', key, ...(secret !== undefined && { secret }) };
