import { expect, test } from 'vitest';
import { explainOidcFailure } from './oidc-cause-policy';

test.each([
  [
    'unexpected JWT alg received, expected RS256, got: ES256',
    'ALGORITHM',
    /with ES256, and RS256 is expected/,
  ],
  ['invalid_client (client authentication failed)', 'CLIENT', /OIDC_CLIENT_SECRET/],
  ['JWT expired, now 1795653600, exp 1795650000', 'CLOCK', /clocks/],
  ['JWT not active yet, now 1795653600, nbf 1795657200', 'CLOCK', /clocks/],
  [
    'unexpected iss value, expected https://a.example, got: https://b.example',
    'ISSUER',
    /itself https:\/\/b\.example, and https:\/\/a\.example/,
  ],
  ['aud mismatch, expected keyport, got: other', 'AUDIENCE', /OIDC_CLIENT_ID/],
  ['failed to validate JWT signature', 'SIGNATURE', /published keys/],
  ['expected 200 OK, got: 404 Not Found', 'DISCOVERY', /answered 404.*OIDC_ISSUER/],
  ['invalid_grant (grant request is invalid)', 'CODE', /used before/],
  ['State cookie was missing.', 'BROWSER', /another browser/],
  ['nonce mismatch, expected 4f3c, got: 9a1b', 'BROWSER', /another browser/],
  ['connect ECONNREFUSED 127.0.0.1:9000', 'UNREACHABLE', /can not be reached/],
  ['outgoing request timed out after 5000ms', 'UNREACHABLE', /can not be reached/],
  ['unable to verify the first certificate', 'UNREACHABLE', /certificate/],
  ['access_denied', 'PROVIDER', /with access_denied/],
  ['Call +1 555 0100 to unlock your account', 'UNKNOWN', /did not understand/],
])('%s', (message, cause, words) => {
  expect(explainOidcFailure(new Error(message))).toEqual({ cause, words: expect.stringMatching(words) });
});

test.each([[undefined], [null], ['text'], [{ message: 7 }], [new Error('')]])(
  '%j has no cause that is known',
  (error) => {
    expect(explainOidcFailure(error).cause).toBe('UNKNOWN');
  },
);

test('what could be a secret is passed on in no words', () => {
  const secrets = [
    'state mismatch, expected s3cr3t, got: s3cr3t',
    'nonce mismatch, expected s3cr3t, got: x',
    's3cr3t',
  ];
  for (const message of secrets) expect(explainOidcFailure(new Error(message)).words).not.toContain('s3cr3t');
});
