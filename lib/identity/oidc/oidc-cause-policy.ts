import type { OidcCause } from './oidc-cause-schema';

/** The log line, with what to do. It consists of our own words and of what isn't secret: algorithms, issuers, codes. */
export type OidcFailure = { cause: OidcCause; words: string };

type Rule = { pattern: RegExp; cause: OidcCause; words: (found: RegExpExecArray) => string };

/**
 * openid-client's messages; the first match counts. Others may quote a token, a nonce or a state: they are never passed
 * on.
 */
const RULES: Rule[] = [
  {
    pattern: /unexpected JWT alg received, expected (\w+), got: (\w+)/,
    cause: 'ALGORITHM',
    words: ([, expected, got]) =>
      `The provider signs ID tokens with ${got}, and ${expected} is expected. Set OIDC_SIGNING_ALGORITHM, or change the client at the provider.`,
  },
  {
    pattern: /invalid_client|unauthorized_client/,
    cause: 'CLIENT',
    words: () =>
      'The provider does not take the client: OIDC_CLIENT_ID or OIDC_CLIENT_SECRET is wrong, or the client may not use this kind of sign-in.',
  },
  {
    pattern: /JWT not active yet|JWT expired|issued too far in the past|issued in the future/,
    cause: 'CLOCK',
    words: () => "The ID token's times do not fit: the clocks of this machine and of the provider differ.",
  },
  {
    pattern: /(?:unexpected iss value|iss mismatch), expected (\S+), got: (\S+)/,
    cause: 'ISSUER',
    words: ([, expected, got]) =>
      `The provider calls itself ${printable(got)}, and ${printable(expected)} is expected. Correct OIDC_ISSUER.`,
  },
  {
    pattern: /aud mismatch|azp mismatch|missing required JWT property azp/,
    cause: 'AUDIENCE',
    words: () => 'The ID token is for another client. Correct OIDC_CLIENT_ID.',
  },
  {
    pattern:
      /failed to validate JWT signature|no valid key found|no matching key found|signature verification/i,
    cause: 'SIGNATURE',
    words: () => "The ID token's signature fits none of the provider's published keys.",
  },
  {
    pattern: /expected 200 OK, got: (\d{3})/,
    cause: 'DISCOVERY',
    words: ([, status]) =>
      `The provider answered ${status}. Where that was /.well-known/openid-configuration, OIDC_ISSUER is wrong.`,
  },
  {
    pattern: /invalid_grant/,
    cause: 'CODE',
    words: () =>
      'The provider did not take its own code: it was used before, is too old, or was for another address.',
  },
  {
    pattern:
      /(?:state|nonce|pkce|code_verifier)\S* (?:cookie was missing|value could not be parsed)|state mismatch|nonce mismatch|checks\.state argument is missing|state missing/i,
    cause: 'BROWSER',
    words: () =>
      'Somebody came back in another browser than they left with, too late, or twice. Where it is everybody, PORTAL_URL or a proxy loses cookies.',
  },
  {
    pattern:
      /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|timed out|socket hang up|certificate|SSL/i,
    cause: 'UNREACHABLE',
    words: () => 'The provider can not be reached from this machine: network, name or certificate.',
  },
  {
    pattern:
      /^(access_denied|login_required|consent_required|interaction_required|temporarily_unavailable|server_error|invalid_scope|invalid_request|unsupported_response_type)\b/,
    cause: 'PROVIDER',
    words: ([code]) => `The provider sent somebody back with ${code}.`,
  },
];

/** `error` is whatever next-auth caught: openid-client's error, a network error, or the provider's response. */
export function explainOidcFailure(error: unknown): OidcFailure {
  const message = `${textOf(error, 'code')} ${textOf(error, 'message')}`.trim();
  for (const { pattern, cause, words } of RULES) {
    const found = pattern.exec(message) ?? pattern.exec(textOf(error, 'message'));
    if (found) return { cause, words: words(found) };
  }
  return { cause: 'UNKNOWN', words: 'The provider and Keyport did not understand each other.' };
}

function textOf(error: unknown, name: 'code' | 'message'): string {
  if (typeof error !== 'object' || error === null) return '';
  const value = (error as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** The name that a provider, or somebody in its place, gave itself. */
const printable = (text = ''): string => text.replace(/[^!-~]/g, '?').slice(0, 200);
