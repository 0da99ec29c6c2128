import { resolve } from 'node:path';
import { z } from 'zod';
import * as shape from './shapes';

/**
 * The environment, validated and typed. Nothing else in the program reads `process.env` for a setting, so a wrong value
 * is found at the start and not by the first person who needs it.
 */
const Environment = z
  .object({
    PORTAL_HOST: shape.host.default('127.0.0.1'),
    PORTAL_PORT: shape.port.default(3000),
    PORTAL_URL: shape.origin.optional(),
    API_URL: shape.webAddress.default('https://api.example.com'),
    VERIFIER_HOST: shape.host.default('127.0.0.1'),
    VERIFIER_PORT: shape.port.default(3001),
    VERIFIER_MEMORY_MB: shape.megabytes.default(512),
    VERIFIER_TOKEN: shape.bearerToken.optional(),
    METRICS_TOKEN: shape.bearerToken.optional(),
    DATA_DIR: z.string().default('./.data'),
    DATABASE_URL: shape.postgresUrl.optional(),
    DATABASE_POOL: shape.poolSize.default(10),
    KEYPORT_SECRET: shape.rootSecret.optional(),
    KEY_PREFIX: shape.keyPrefix.default('kp'),
    TRUSTED_PROXIES: shape.networks.default([]),
    SMTP_URL: shape.smtpUrl.optional(),
    MAIL_FROM: shape.mailFrom.optional(),
    OIDC_ISSUER: shape.oidcIssuer.optional(),
    OIDC_CLIENT_ID: shape.oneLine.optional(),
    OIDC_CLIENT_SECRET: shape.oneLine.optional(),
    OIDC_SIGNING_ALGORITHM: z
      .enum(['RS256', 'ES256', 'PS256', 'EdDSA'], 'must be RS256, ES256, PS256 or EdDSA')
      .default('RS256'),
    DEFAULT_GRANTS: shape.permissionNames.default(['generator', 'mapper', 'sharer', 'bidder']),
    SUPPORT_CONTACT: shape.oneLine.optional(),
    ROTATION_DAYS: shape.days.default(365),
    MAX_KEYS_PER_ORGANIZATION: shape.maxKeys.default(100_000),
    RATE_LIMITS: shape.rateLimits.default('local'),
    WEBHOOK_ALLOWED_NETWORKS: shape.networks.default([]),
  })
  .superRefine((env, context) => {
    const wrong = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (env.PORTAL_PORT === env.VERIFIER_PORT) wrong('VERIFIER_PORT', 'must differ from PORTAL_PORT');
    // Beyond loopback, anyone could ask the verifier which keys are valid.
    if (!shape.isLoopback(env.VERIFIER_HOST) && env.VERIFIER_TOKEN === undefined) {
      wrong('VERIFIER_TOKEN', 'must be set when VERIFIER_HOST is not a loopback address');
    }
    if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined) {
      wrong('MAIL_FROM', 'must be set together with SMTP_URL');
    }
    if (env.MAIL_FROM !== undefined && env.SMTP_URL === undefined) {
      wrong('SMTP_URL', 'must be set together with MAIL_FROM');
    }
    const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
    const missing = oidc.filter((name) => env[name] === undefined);
    if (missing[0] && missing.length < oidc.length) {
      wrong(missing[0], 'must be set too: OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together');
    }
    // A secret generated in a data directory would differ on the next machine with the same database.
    if (env.DATABASE_URL !== undefined && env.KEYPORT_SECRET === undefined) {
      wrong('KEYPORT_SECRET', 'must be set together with DATABASE_URL (make one with: openssl rand -hex 32)');
    }
  });

/** The settings before the start has located a database and a root secret. */
export type Bootstrap = ReturnType<typeof readBootstrap>;
export type Settings = Omit<Bootstrap, 'databaseUrl' | 'secret'> & { databaseUrl: string; secret: string };

/** Its message is one line that names the variable and what it must be. It never contains the value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Throws a SettingsError for the first wrong value. An empty value counts as none. */
export function readBootstrap(env: Variables) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SettingsError(`${String(issue?.path[0])} ${issue?.message}.`);
  }
  const { data } = parsed;
  return {
    portalHost: data.PORTAL_HOST,
    portalPort: data.PORTAL_PORT,
    portalUrl: data.PORTAL_URL ?? `http://localhost:${data.PORTAL_PORT}`,
    apiUrl: data.API_URL,
    verifierHost: data.VERIFIER_HOST,
    verifierPort: data.VERIFIER_PORT,
    verifierMemoryMb: data.VERIFIER_MEMORY_MB,
    verifierToken: data.VERIFIER_TOKEN,
    metricsToken: data.METRICS_TOKEN,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    secret: data.KEYPORT_SECRET,
    keyPrefix: data.KEY_PREFIX,
    trustedProxies: data.TRUSTED_PROXIES,
    mail: data.SMTP_URL && data.MAIL_FROM ? { smtpUrl: data.SMTP_URL, from: data.MAIL_FROM } : undefined,
    oidc: oidcOf(data),
    defaultGrants: data.DEFAULT_GRANTS,
    supportContact: data.SUPPORT_CONTACT,
    rotationDays: data.ROTATION_DAYS,
    rateLimits: data.RATE_LIMITS,
    databasePool: data.DATABASE_POOL,
    maxKeysPerOrganization: data.MAX_KEYS_PER_ORGANIZATION,
    webhookAllowedNetworks: data.WEBHOOK_ALLOWED_NETWORKS,
  };
}

function oidcOf(data: z.output<typeof Environment>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = data;
  const signingAlgorithm = data.OIDC_SIGNING_ALGORITHM;
  return issuer && clientId && clientSecret
    ? { issuer, clientId, clientSecret, signingAlgorithm }
    : undefined;
}

/** Like readBootstrap, for a process that needs a database. */
export function readSettings(env: Variables): Settings {
  const bootstrap = readBootstrap(env);
  const { databaseUrl, secret } = bootstrap;
  if (databaseUrl === undefined) throw new SettingsError('DATABASE_URL must be set (npm start does it).');
  if (secret === undefined) throw new SettingsError('KEYPORT_SECRET must be set (npm start does it).');
  return { ...bootstrap, databaseUrl, secret };
}

let current: Settings | undefined;

/** The settings of this process, read from its environment when first asked for. */
export function settings(): Settings {
  current ??= readSettings(process.env);
  return current;
}

/** Whether a request's Origin header names this portal. A missing, `null` or malformed one does not. */
export function isOurOrigin(origin: string | null): boolean {
  return origin !== null && origin === new URL(settings().portalUrl).origin;
}
