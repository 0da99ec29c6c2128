import { describe, expect, it } from 'vitest';
import { readBootstrap, readSettings, SettingsError } from './env';

const secret = 's'.repeat(32);
const database = { DATABASE_URL: 'postgresql://u:p@127.0.0.1/keyport', KEYPORT_SECRET: secret };

const oidc = {
  OIDC_ISSUER: 'https://login.example.com/',
  OIDC_CLIENT_ID: 'keyport',
  OIDC_CLIENT_SECRET: 'hunter2',
};

describe('settings', () => {
  it('have a default for everything but the database and the root secret', () => {
    expect(readSettings(database)).toMatchObject({
      portalHost: '127.0.0.1',
      portalPort: 3000,
      portalUrl: 'http://localhost:3000',
      verifierHost: '127.0.0.1',
      verifierPort: 3001,
      verifierToken: undefined,
      keyPrefix: 'kp',
      trustedProxies: [],
      defaultGrants: ['generator', 'mapper', 'sharer', 'bidder'],
      rotationDays: 365,
    });
  });

  it('take addresses without a trailing slash, and lists with or without blanks', () => {
    const read = readBootstrap({
      PORTAL_URL: 'https://keys.example.com/',
      API_URL: 'https://api.example.com/v2/',
      TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32,192.0.2.1',
      DEFAULT_GRANTS: 'reader',
    });
    expect(read.portalUrl).toBe('https://keys.example.com');
    expect(read.apiUrl).toBe('https://api.example.com/v2');
    expect(read.trustedProxies).toEqual(['10.0.0.0/8', '2001:db8::/32', '192.0.2.1']);
    expect(read.defaultGrants).toEqual(['reader']);
  });

  it('follow the portal to another port', () => {
    expect(readBootstrap({ PORTAL_PORT: '8080' }).portalUrl).toBe('http://localhost:8080');
  });

  it('treat an empty value as none', () => {
    expect(readBootstrap({ PORTAL_PORT: '', VERIFIER_TOKEN: ' ' })).toMatchObject({
      portalPort: 3000,
      verifierToken: undefined,
    });
  });

  it.each([
    ['PORTAL_PORT', { PORTAL_PORT: '80a' }],
    ['PORTAL_PORT', { PORTAL_PORT: '70000' }],
    ['PORTAL_PORT', { PORTAL_PORT: '0' }],
    ['VERIFIER_PORT', { VERIFIER_PORT: '3000' }],
    ['PORTAL_HOST', { PORTAL_HOST: 'localhost:3000' }],
    ['PORTAL_URL', { PORTAL_URL: 'keys.example.com' }],
    ['PORTAL_URL', { PORTAL_URL: 'https://keys.example.com/portal' }],
    ['PORTAL_URL', { PORTAL_URL: 'https://me:pw@keys.example.com' }],
    ['API_URL', { API_URL: 'ftp://api.example.com' }],
    ['VERIFIER_TOKEN', { VERIFIER_HOST: '0.0.0.0' }],
    ['VERIFIER_TOKEN', { VERIFIER_TOKEN: 'two words' }],
    ['VERIFIER_TOKEN', { VERIFIER_TOKEN: 'x'.repeat(15) }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/keyport', KEYPORT_SECRET: secret }],
    ['DATABASE_URL', { ...database, DATABASE_URL: `${database.DATABASE_URL}?options=-c%20TimeZone%3DUTC` }],
    ['DATABASE_POOL', { DATABASE_POOL: '0' }],
    ['MAX_KEYS_PER_ORGANIZATION', { MAX_KEYS_PER_ORGANIZATION: 'many' }],
    ['KEYPORT_SECRET', { DATABASE_URL: database.DATABASE_URL }],
    ['KEYPORT_SECRET', { KEYPORT_SECRET: 'short' }],
    ['KEY_PREFIX', { KEY_PREFIX: 'My_Brand' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '010.0.0.1' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.com:587', MAIL_FROM: 'keys@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'https://mail.example.com', MAIL_FROM: 'keys@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'smtps://mail.example.com:587', MAIL_FROM: 'keys@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'smtps://me@corp:pw@mail.example.com', MAIL_FROM: 'keys@example.com' }],
    ['SMTP_URL', { MAIL_FROM: 'keys@example.com' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'Keyport' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'a@example.com, b@example.com' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'a@example.com\nBcc: b@example.com' }],
    ['OIDC_ISSUER', { ...oidc, OIDC_ISSUER: 'login.example.com' }],
    ['OIDC_ISSUER', { ...oidc, OIDC_ISSUER: 'http://login.example.com' }],
    ['OIDC_ISSUER', { OIDC_CLIENT_ID: 'keyport' }],
    ['OIDC_SIGNING_ALGORITHM', { ...oidc, OIDC_SIGNING_ALGORITHM: 'HS256' }],
    ['OIDC_CLIENT_ID', { ...oidc, OIDC_CLIENT_ID: '' }],
    ['OIDC_CLIENT_SECRET', { ...oidc, OIDC_CLIENT_SECRET: '' }],
    ['DEFAULT_GRANTS', { DEFAULT_GRANTS: 'Generator' }],
    ['DEFAULT_GRANTS', { DEFAULT_GRANTS: 'generator,portal:keys:read' }],
    ['SUPPORT_CONTACT', { SUPPORT_CONTACT: 'two\nlines' }],
    ['ROTATION_DAYS', { ROTATION_DAYS: '1.5' }],
  ])('name %s in one line when it is wrong: %o', (name, env) => {
    expect(() => readBootstrap(env)).toThrow(SettingsError);
    expect(() => readBootstrap(env)).toThrow(new RegExp(`^${name} must [^\n]+\\.$`));
  });

  it.each(['keys@example.com', 'Keyport <keys@example.com>'])(
    'take a sender as people write it: %s',
    (from) => {
      const smtpUrl = 'smtps://keys:pass%20word@mail.example.com:465';
      expect(readBootstrap({ SMTP_URL: smtpUrl, MAIL_FROM: from }).mail).toEqual({ smtpUrl, from });
    },
  );

  it('accept a complete sign-in provider, as it spells itself, or none at all', () => {
    expect(readBootstrap(oidc).oidc).toEqual({
      issuer: 'https://login.example.com/',
      clientId: 'keyport',
      clientSecret: 'hunter2',
      signingAlgorithm: 'RS256',
    });
    expect(readBootstrap({ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:9000' }).oidc).toBeDefined();
    expect(readBootstrap({}).oidc).toBeUndefined();
  });

  it('never repeat a wrong secret', () => {
    expect(() => readBootstrap({ KEYPORT_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  });

  it.each(['127.0.0.1', 'localhost', '::1', '127.8.8.8'])('ask for no token on loopback: %s', (host) => {
    expect(readBootstrap({ VERIFIER_HOST: host }).verifierHost).toBe(host);
  });
});
