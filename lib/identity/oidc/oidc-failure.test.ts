import { expect, test } from 'vitest';
import { watchForFailure } from './oidc-failure';

const leadTo = (location: string) => new Response(null, { status: 302, headers: { location } });
const BACK = 'https://keys.example.com/api/auth/error?error=OAuthCallback&provider=oidc';

test('a failure leads straight to the sign-in page, with its cause', () => {
  const { logger, withCause } = watchForFailure();
  const error = Object.assign(new Error('unexpected JWT alg received, expected RS256, got: ES256'), {
    name: 'OAuthCallbackError',
  });
  logger.error('OAUTH_CALLBACK_ERROR', { error, providerId: 'oidc' });
  expect(withCause(leadTo(BACK)).headers.get('location')).toBe(
    '/sign-in?error=OAuthCallback&cause=ALGORITHM',
  );
});

test('what is not a failure at the provider is redirected as next-auth says', () => {
  const { logger, withCause } = watchForFailure();
  logger.error('JWT_SESSION_ERROR', new Error('The session has ended'));
  expect(withCause(leadTo(BACK)).headers.get('location')).toBe(BACK);
  expect(withCause(leadTo('https://keys.example.com/audit')).headers.get('location')).toBe(
    'https://keys.example.com/audit',
  );
});
