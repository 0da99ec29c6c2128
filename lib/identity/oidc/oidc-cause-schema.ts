/** Why signing in at the provider failed, as far as an operator can do something about it. */
export const OIDC_CAUSES = [
  'ALGORITHM',
  'CLIENT',
  'CLOCK',
  'ISSUER',
  'AUDIENCE',
  'SIGNATURE',
  'UNREACHABLE',
  'DISCOVERY',
  'CODE',
  'BROWSER',
  'PROVIDER',
  'UNKNOWN',
] as const;
export type OidcCause = (typeof OIDC_CAUSES)[number];
