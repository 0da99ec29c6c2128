import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What is wrong between the provider and Keyport. */
type Faults = {
  algorithm?: 'RS256' | 'ES256';
  clientSecret?: string;
  /** The issuer that the provider claims to be, at the same address. */
  name?: string;
};

export type OidcClaims = { email?: string; email_verified?: boolean | string };

const CLIENT = { clientId: 'keyport', clientSecret: 'only known to this test, and to Keyport' };

/** A real OpenID Connect provider, which signs in anyone it knows, with any password. */
export async function startOidc() {
  const people = new Map<string, OidcClaims>();
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let answers = true;
  return {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_CLIENT_SECRET: CLIENT.clientSecret,
    },
    /** The provider's claims about each login. */
    people,
    /** Starts to serve the portal at this address, which wasn't known before. */
    serve(portalUrl: string, faults: Faults = {}) {
      const handle = newProvider(issuer, `${portalUrl}/api/auth/callback/oidc`, people, faults).callback();
      server.removeAllListeners('request').on('request', (request, response) => {
        if (answers) handle(request, response);
        else request.socket.destroy();
      });
    },
    /** Whether it responds at all. */
    answer(yes: boolean) {
      answers = yes;
    },
    stop() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type Oidc = Awaited<ReturnType<typeof startOidc>>;

function newProvider(
  issuer: string,
  redirectUri: string,
  people: ReadonlyMap<string, OidcClaims>,
  { algorithm = 'RS256', clientSecret = CLIENT.clientSecret, name = issuer }: Faults,
): Provider {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return new Provider(name, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        id_token_signed_response_alg: algorithm,
      },
    ],
    jwks: {
      keys: [
        { ...rsa, use: 'sig', alg: 'RS256', kid: 'rsa' },
        { ...ec, use: 'sig', alg: 'ES256', kid: 'ec' },
      ],
    },
    cookies: { keys: ['only for this test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...people.get(sub) }),
    }),
  });
}
