import { cookies, headers } from 'next/headers';
import type { CallbacksOptions, Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { authCookies } from '@/lib/identity/sessions/cookies';
import { clientAddress } from '@/lib/identity/sessions/current';
import { saveBrowserCookie } from '@/lib/identity/sessions/known-browser';
import { wantedPageAt } from '@/lib/identity/sessions/wanted-page-schema';
import { settings } from '@/lib/platform/env/env';
import { logErrorOncePerMinute, warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { text } from '@/lib/platform/text/schema';
import { signInExternally } from './external-sign-in';
import type { OidcCause } from './oidc-cause-schema';

const OIDC_PROVIDER = 'oidc';

/** The claims that are read. `email` and `email_verified` are in the token or at the userinfo endpoint. */
const claimsSchema = z.object({
  iss: text(2_000),
  /** OpenID Connect Core §2: at most 255 ASCII characters. Some providers send longer ones. */
  sub: text(1_000),
  email: text(254).nullish(),
  email_verified: z.boolean().optional().catch(undefined),
});
export type OidcClaims = z.infer<typeof claimsSchema>;

export const hasOidc = (): boolean => settings().oidc !== undefined;

/**
 * next-auth's own OpenID Connect: authorization code with PKCE, state and nonce; openid-client checks the token's
 * signature, issuer, audience, nonce and times. Empty where no provider is set.
 */
export function oidcProviders(): OAuthConfig<OidcClaims>[] {
  const { oidc } = settings();
  if (!oidc) return [];
  return [
    {
      id: OIDC_PROVIDER,
      name: 'OpenID Connect',
      type: 'oauth',
      wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: oidc.clientId,
      clientSecret: oidc.clientSecret,
      client: { id_token_signed_response_alg: oidc.signingAlgorithm },
      authorization: { params: { scope: 'openid email' } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      httpOptions: { timeout: 5_000 },
      userinfo: {
        // Many providers don't put the address into the token. openid-client compares the subject of both.
        async request({ client, tokens }) {
          // A TokenSet, whatever next-auth's own type says.
          const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
          const claims = set.claims();
          if (claims.email !== undefined || !client.issuer.metadata.userinfo_endpoint) return claims;
          return { ...(await client.userinfo(set)), iss: claims.iss };
        },
      },
      profile: ({ sub }) => ({ id: sub, sid: '' }),
    },
  ];
}

/**
 * The final decision on who comes back from the provider. A refusal is an address of our own with one of our codes:
 * next-auth would put anything thrown here into the address unchanged.
 */
export const admitExternal: CallbacksOptions<Profile>['signIn'] = async ({ user, account, profile }) => {
  if (account?.provider !== OIDC_PROVIDER) return true;
  try {
    const claims = claimsSchema.safeParse(profile);
    if (!claims.success || !isOurIssuer(claims.data.iss)) {
      const words = 'its claims are not those of OpenID Connect, or name another issuer than OIDC_ISSUER';
      warnOncePerMinute('oidc claims', { cause: 'ISSUER' }, `A sign-in by OpenID Connect failed: ${words}.`);
      return refusal('OIDC_FAILED', 'ISSUER');
    }
    warnOfText(profile);
    const { iss, sub, email, email_verified: verified } = claims.data;
    const identity = { issuer: iss, subject: sub, email: email ?? null, emailVerified: verified === true };
    const userAgent = (await headers()).get('user-agent') ?? '';
    const result = await signInExternally(identity, { address: await clientAddress(), userAgent });
    if (!result.ok) return refusal(result.code);
    await saveBrowserCookie(result.value.userId);
    // From here next-auth passes it to the `jwt` callback.
    user.sid = result.value.sessionId;
    return true;
  } catch (error) {
    logErrorOncePerMinute('oidc', { err: error }, 'A sign-in by OpenID Connect failed');
    return refusal('OIDC_FAILED');
  }
};

/** The page that somebody wanted before they went to the provider, from next-auth's cookie. */
export async function pageBeforeProvider(): Promise<string | null> {
  const address = (await cookies()).get(authCookies().callbackUrl.name)?.value ?? '';
  return wantedPageAt(address, settings().portalUrl);
}

/** Only the boolean counts: as a string, `"false"` is as truthy as `"true"`. */
function warnOfText(claims: object | undefined): void {
  const verified = claims && 'email_verified' in claims ? claims.email_verified : undefined;
  if (verified === undefined || typeof verified === 'boolean') return;
  warnOncePerMinute(
    'oidc EMAIL_VERIFIED',
    { cause: 'EMAIL_VERIFIED', type: typeof verified },
    'The OpenID Connect provider sends email_verified as something other than a JSON boolean, so no address counts as verified.',
  );
}

const refusal = (code: string, cause?: OidcCause): string =>
  `${settings().portalUrl}/sign-in?error=${code}${cause ? `&cause=${cause}` : ''}`;

/** Issuers are compared as strings; a trailing slash is the one thing that people leave out. */
const isOurIssuer = (issuer: string): boolean =>
  issuer.replace(/\/$/, '') === settings().oidc?.issuer.replace(/\/$/, '');
