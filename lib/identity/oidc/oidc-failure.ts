import { log } from '@/lib/platform/log/log';
import { warnOncePerMinute } from '@/lib/platform/log/log-once-per-minute';
import { explainOidcFailure } from './oidc-cause-policy';
import type { OidcCause } from './oidc-cause-schema';

/** next-auth's codes for what went wrong on the way to the provider or back. */
const OIDC_CODES = /^(SIGNIN_OAUTH|OAUTH_)/;

/**
 * next-auth's logger for one request, and the response to it. A person whose sign-in failed reads a cause that is in
 * the log too, so that the operator finds the line; nothing in the provider's own words.
 */
export function watchForFailure() {
  let cause: OidcCause | null = null;
  return {
    logger: {
      error: (code: string, metadata: unknown) => {
        if (!OIDC_CODES.test(code)) return log.warn({ code }, 'Sign-in or session refused');
        const failure = explainOidcFailure(errorIn(metadata));
        cause = failure.cause;
        warnOncePerMinute(
          `oidc ${failure.cause}`,
          { code, cause },
          `A sign-in by OpenID Connect failed. ${failure.words}`,
        );
      },
      warn: () => undefined,
      debug: () => undefined,
    },
    /** Redirects to the sign-in page with the cause, bypassing next-auth's error page, which would lose it. */
    withCause(response: Response): Response {
      const location = response.headers.get('location');
      if (cause === null || location === null) return response;
      const error = new URL(location, 'http://portal.invalid').searchParams.get('error');
      if (error === null) return response;
      response.headers.set('location', `/sign-in?${new URLSearchParams({ error, cause })}`);
      return response;
    },
  };
}

const errorIn = (metadata: unknown): unknown =>
  typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : metadata;
